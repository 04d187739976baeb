import { join } from "node:path";
import { createBareRepository, type History, protectBranches, startGitServer } from "@signalbox/testbed";
import { describe, expect, onTestFinished, test } from "vitest";
import type { GitRepository, Oid, Repositories } from "../src/index.js";
import { git, scene } from "./scene.js";

const BY = { name: "Ada", email: "ada@example.org" };
const at = 1_700_000_000;

/** A fork that was made long ago, and a repository that has gone on since. */
const longAgo = (story: History): void => {
  story.commit("main", { files: { a: "1\n", b: "1\n" } });
  story.branch("old", "main");
  story.branch("prod", "main");
  for (const text of ["2\n", "3\n", "4\n"]) story.commit("main", { files: { a: text, [`new-${text.trim()}`]: text } });
  story.commit("prod", { files: { b: "prod\n" } });
};

/** What both engines must do alike with other repositories that are pushed to. */
export function forksContract(engine: GitRepository["engine"], repositories: (cacheDir: string) => Repositories): void {
  /** `users`: who may push to the fork, which is on a server of its own. */
  const staged = async (options: { protected?: string[]; users?: Record<string, string> } = {}) => {
    const stage = await scene(longAgo);
    const fork = await createBareRepository(join(stage.root, "forks"), "shop");
    await git(stage.bare, "push", "-q", fork, "refs/heads/old:refs/heads/main", "refs/heads/old:refs/heads/kept");
    await protectBranches(fork, options.protected ?? []);
    const users = options.users === undefined ? {} : { users: options.users };
    const server = await startGitServer({ root: join(stage.root, "forks"), ...users });
    onTestFinished(() => server.close());
    const repository = await repositories(stage.cacheDir).open(stage.url);
    const [main, prod] = [stage.oidOf("main"), stage.oidOf("prod")];
    const { tree } = await repository.mergeTrees(prod, main);
    const parents = [prod, main];
    const oid = await repository.makeCommit({ tree: tree ?? "", parents, message: "Promote", by: BY, at });
    return { ...stage, fork, forkServer: server, to: server.urlOf("shop.git"), repository, oid };
  };
  const refsOf = (folder: string): Promise<string> => git(folder, "for-each-ref", "--format=%(refname) %(objectname)");

  describe(`${engine}: pushing to a fork`, () => {
    test("sends what it lacks, and leaves our own repository and what we know of it alone", async () => {
      const { repository, bare, fork, to, oid, server, oidOf } = await staged();
      const [before, known] = [await refsOf(bare), await repository.listRefs()];
      server.clearRequests();
      const update = { ref: "refs/heads/update-prod", oid, expected: null, to };
      expect(await repository.pushRef(update)).toEqual({ status: "done" });
      expect(await repository.pushRef(update)).toEqual({ status: "already" });
      expect(await git(fork, "rev-parse", "refs/heads/update-prod")).toBe(oid);
      expect(await git(fork, "fsck", "--full", "--strict", "--no-dangling")).toBe("");
      expect(await git(fork, "show", "refs/heads/update-prod:new-3")).toBe("3");
      expect(await refsOf(bare)).toBe(before);
      expect(await repository.listRefs()).toEqual(known);
      // Blobs that are not here come in one batch, from our own repository, which is never written to.
      expect(server.requests.filter((request) => request.service === "receive-pack")).toEqual([]);
      expect(server.requests.length).toBeLessThanOrEqual(engine === "native" ? 2 : 0);
      await repository.refresh();
      expect((await repository.listRefs()).map((ref) => ref.name)).toEqual(known.map((ref) => ref.name));
      const seen = await (await repositories(`${fork}-cache`).open(to)).listRefs();
      expect(seen.find((ref) => ref.name === "refs/heads/update-prod")?.oid).toBe(oid);
      expect(seen.find((ref) => ref.name === "refs/heads/kept")?.oid).toBe(oidOf("old"));
    });

    test("moves a branch of the fork under a lease, and is stale when it is elsewhere", async () => {
      const { repository, fork, to, oid, oidOf } = await staged();
      const before = await refsOf(fork);
      const push = (ref: string, expected: Oid | null) => repository.pushRef({ ref, oid, expected, to });
      const stale = (found: Oid | null): object => ({ status: "stale", found });
      expect(await push("refs/heads/main", oidOf("prod"))).toEqual(stale(oidOf("old")));
      expect(await push("refs/heads/main", null)).toEqual(stale(oidOf("old")));
      expect(await push("refs/heads/gone", oidOf("old"))).toEqual(stale(null));
      expect(await refsOf(fork)).toBe(before);
      expect(await push("refs/heads/main", oidOf("old"))).toEqual({ status: "done" });
      expect(await refsOf(fork)).toBe(before.replace(`main ${oidOf("old")}`, `main ${oid}`));
    });

    test("takes a tag as well", async () => {
      const { repository, fork, to, oid: commit } = await staged();
      const oid = await repository.makeTag({ name: "v1", commit, message: "x", by: BY, at });
      expect(await repository.pushRef({ ref: "refs/tags/v1", oid, expected: null, to })).toEqual({ status: "done" });
      expect(await git(fork, "rev-parse", "refs/tags/v1^{commit}")).toBe(commit);
    });

    test("tells a refusal in the fork's own words", async () => {
      const { repository, to, oid, oidOf } = await staged({ protected: ["main"] });
      const outcome = await repository.pushRef({ ref: "refs/heads/main", oid, expected: oidOf("old"), to });
      expect(outcome).toMatchObject({ status: "refused" });
      expect(outcome.status === "refused" && outcome.reason).toMatch(/hook declined/);
    });

    test("uses the credentials of the fork's own address, and no others", async () => {
      const { repository, forkServer, to, oid } = await staged({ users: { ada: "hunter2secret" } });
      const update = { ref: "refs/heads/update-prod", oid, expected: null };
      await expect(repository.pushRef({ ...update, to })).rejects.toMatchObject({ code: "ERR_REMOTE_AUTH" });
      const wrong = to.replace("http://", "http://ada:wrong@");
      const refusal = await repository.pushRef({ ...update, to: wrong }).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: "ERR_REMOTE_AUTH" });
      expect(String((refusal as Error).message)).not.toContain("wrong@");
      const outcome = await repository.pushRef({ ...update, to: forkServer.urlOf("shop.git", "ada") });
      expect(outcome).toEqual({ status: "done" });
    });

    test("refuses names and places as ever, before it asks anybody", async () => {
      const { repository, to, oid, forkServer, root } = await staged();
      const code = (update: object): Promise<unknown> =>
        repository
          .pushRef({ ref: "refs/heads/x", oid, expected: null, to, ...update })
          .catch((error: { code: string }) => error.code);
      expect(await code({ ref: "refs/heads/a b" })).toBe("ERR_REF_INVALID");
      expect(await code({ oid: "0".repeat(40) })).toBe("ERR_REF_INVALID");
      expect(await code({ to: "ext::sh -c true" })).toBe("ERR_LOCATION_UNSUPPORTED");
      expect(await code({ to: "--upload-pack=true" })).toBe("ERR_LOCATION_UNSUPPORTED");
      expect(forkServer.requests).toEqual([]);
      expect(await code({ to: forkServer.urlOf("nowhere.git") })).toBe("ERR_REPOSITORY_NOT_FOUND");
      expect(await code({ to: "http://127.0.0.1:1/x.git" })).toBe("ERR_REMOTE_UNREACHABLE");
      await git(root, "clone", "-q", to, "clone");
      const clone = engine === "native" ? "ERR_LOCATION_UNSUPPORTED" : "ERR_ENGINE_LIMIT";
      expect(await code({ to: join(root, "clone") })).toBe(clone);
    });

    test("takes a bare folder where git is there", async () => {
      const { repository, fork, oid } = await staged();
      const pushing = repository.pushRef({ ref: "refs/heads/x", oid, expected: null, to: fork });
      if (engine === "isomorphic") {
        await expect(pushing).rejects.toMatchObject({ code: "ERR_ENGINE_LIMIT", details: { limit: "local-push" } });
        return;
      }
      expect(await pushing).toEqual({ status: "done" });
      expect(await git(fork, "rev-parse", "refs/heads/x")).toBe(oid);
    });

    test("works from a clone, and forgets nothing that it knows of its own remote", async () => {
      const stage = await staged();
      const clone = join(stage.root, "work");
      await git(stage.root, "clone", "-q", stage.url, clone);
      const repository = await repositories(`${stage.cacheDir}-clone`).open(clone);
      const known = await repository.listRefs();
      const update = { ref: "refs/heads/from-clone", oid: stage.oidOf("main"), expected: null, to: stage.to };
      expect(await repository.pushRef(update)).toEqual({ status: "done" });
      expect(await git(stage.fork, "rev-parse", "refs/heads/from-clone")).toBe(stage.oidOf("main"));
      expect(await repository.listRefs()).toEqual(known);
    });
  });
}
