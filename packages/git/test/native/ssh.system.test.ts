import { join } from "node:path";
import { createBareRepository, gitEnvironment, history, startSshGitServer } from "@signalbox/testbed";
import { expect, onTestFinished, test } from "vitest";
import { systemSuite } from "../../../../tools/require-system.js";
import { type GitRepository, nativeRepositories, type Oid } from "../../src/index.js";
import { git, scratch } from "../scene.js";

async function serve() {
  const root = await scratch();
  const remotes = join(root, "remotes");
  const bare = await createBareRepository(remotes, "shop", { protected: ["main"] });
  const story = history({ seed: 7, endAt: new Date("2024-06-03T09:00:00Z") });
  story.commit("main", { files: { a: "a\n", b: "b\n" } });
  story.branch("prod", "main");
  story.commit("main", { files: { a: "new\n" } });
  story.commit("prod", { files: { b: "hotfix\n" } });
  await story.write(bare);
  const server = await startSshGitServer({ root: remotes });
  onTestFinished(() => server.close());
  const house = (env: Record<string, string>) =>
    nativeRepositories({ cacheDir: join(root, "cache"), env: gitEnvironment(env) });
  return { bare, url: server.urlOf("shop"), house, env: { GIT_SSH_COMMAND: server.sshCommand } };
}

async function headsOf(repository: GitRepository): Promise<{ main: Oid; prod: Oid }> {
  const refs = new Map((await repository.listRefs()).map((ref) => [ref.name, ref.oid]));
  return { main: refs.get("refs/heads/main") ?? "", prod: refs.get("refs/heads/prod") ?? "" };
}

systemSuite("the native engine over SSH", ["linux", "command:sshd", "command:ssh"], () => {
  test("clones, plans, and pushes with a lease", async () => {
    const { bare, url, house, env } = await serve();
    const repository = await house(env).open(url);
    await repository.refresh();
    expect(await repository.mainline()).toBe("refs/heads/main");
    const { main, prod } = await headsOf(repository);
    const { onlyRight } = await repository.compare(prod, main);
    expect(onlyRight.map((each) => each.commit)).toEqual([main]);
    const { tree, conflicts } = await repository.mergeTrees(prod, main);
    expect(conflicts).toEqual([]);
    const by = { name: "Ada", email: "ada@example.org" };
    const oid = await repository.makeCommit({
      tree: tree ?? "",
      parents: [prod, main],
      message: "Promote",
      by,
      at: 1_700_000_000,
    });
    const update = { ref: "refs/heads/update-prod", oid, expected: null };
    expect(await repository.pushRef(update)).toEqual({ status: "done" });
    expect(await git(bare, "rev-parse", "refs/heads/update-prod")).toBe(oid);
    expect(await git(bare, "show", "refs/heads/update-prod:b")).toBe("hotfix");
    expect(await repository.pushRef(update)).toEqual({ status: "already" });
    expect(await repository.pushRef({ ...update, oid: main })).toEqual({ status: "stale", found: oid });
  });

  test("a protected branch refuses, with the server's words", async () => {
    const { bare, url, house, env } = await serve();
    const repository = await house(env).open(url);
    const { main, prod } = await headsOf(repository);
    const outcome = await repository.pushRef({ ref: "refs/heads/main", oid: prod, expected: main });
    expect(outcome).toMatchObject({ status: "refused", reason: expect.stringContaining("protected") as string });
    expect(await git(bare, "rev-parse", "refs/heads/main")).toBe(main);
  });

  test("an unknown host is refused, and nobody is asked", async () => {
    const { url, house } = await serve();
    await expect(house({}).open(url)).rejects.toMatchObject({
      code: "ERR_REMOTE_AUTH",
      message: expect.stringContaining("Host key verification failed") as string,
      hint: expect.stringContaining("known host") as string,
    });
  });

  test("a repository that is not there is told as such", async () => {
    const { url, house, env } = await serve();
    await expect(house(env).open(url.replace(/shop/, "nothing"))).rejects.toMatchObject({
      code: "ERR_REPOSITORY_NOT_FOUND",
    });
  });
});
