import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nativeRepositories } from "@signalbox/git";
import { createBareRepository, gitText, history, type History, startGitServer, writesOf } from "@signalbox/testbed";
import { describe, expect, onTestFinished, test } from "vitest";
import { planPatchRelease, tagRelease } from "../../src/index.js";
import { END, identity } from "../served-repository.js";

/** Several repositories on one server. */
async function serveAll(stories: Readonly<Record<string, (told: History) => void>>) {
  const root = await mkdtemp(join(tmpdir(), "patch-"));
  for (const [index, [name, tell]] of Object.entries(stories).entries()) {
    const told = history({ seed: 20 + index, endAt: END });
    tell(told);
    await told.write(await createBareRepository(root, name, { defaultBranch: "main" }));
  }
  const server = await startGitServer({ root });
  onTestFinished(async () => {
    await server.close();
    await rm(root, { recursive: true, force: true });
  });
  const repositories = nativeRepositories({
    cacheDir: join(root, "cache"),
    env: { PATH: process.env["PATH"] ?? "" },
  });
  const component = (name: string) => ({ name, repository: server.urlOf(name) });
  return {
    server,
    repositories,
    component,
    git: (name: string, ...args: string[]) => gitText(join(root, `${name}.git`), args),
  };
}

/** A release branch 16.2 with patches up to a number, and perhaps a fix after it. */
const line = (patches: number, fixes: number) => (told: History) => {
  told.commits("main", 2);
  told.tag("v16.1.0", "main");
  told.branch("16.2", "main");
  for (let patch = 0; patch <= patches; patch++) told.tag(`v16.2.${patch}`, told.commits("16.2", 1));
  if (fixes > 0) told.commits("16.2", fixes);
  told.commits("main", 1);
};

const WORLD = {
  client: line(3, 2),
  server: line(1, 1),
  webapp: line(2, 0),
  etl: (told: History) => {
    told.commits("main", 2);
    told.branch("16.3", "main");
  },
  models: (told: History) => {
    told.commits("main", 1);
    for (const tag of ["v1.32.0", "v1.33.0", "v1.33.1"]) told.tag(tag, told.commits("main", 1));
    told.tag("v16.9.0", told.commits("main", 1));
    told.branch("16.2", "main");
    told.commits("16.2", 1);
  },
};

describe("planPatchRelease", () => {
  test("counts over all repositories, and names those that need it", async () => {
    const { server, repositories, component } = await serveAll(WORLD);
    const components = [
      ...["client", "server", "webapp", "etl"].map(component),
      { ...component("models"), publishesOnTag: true },
    ];
    const patch = await planPatchRelease({ repositories }, { components, line: "16.2" });
    expect(patch).toMatchObject({ format: 1, line: "16.2", latest: "16.2.3", version: "16.2.4" });
    expect(
      patch.repositories.map(({ name, branch, latest, changes }) => [name, branch, latest?.tag, changes.length]),
    ).toEqual([
      ["client", "16.2", "v16.2.3", 2],
      ["server", "16.2", "v16.2.1", 1],
      ["webapp", "16.2", "v16.2.2", 0],
      ["etl", null, undefined, 0],
      ["models", "16.2", "v1.33.1", 2],
    ]);
    expect(patch.needed.map(({ name, release }) => [name, release.version])).toEqual([
      ["client", "16.2.4"],
      ["server", "16.2.4"],
      ["models", "next-patch"],
    ]);
    expect(patch.every.map(({ name }) => name)).toEqual(["client", "server", "webapp", "models"]);
    expect(writesOf(server)).toEqual([]);
  });

  test("its items are what tagging takes, and a patch that stopped half way is gone on with", async () => {
    const { repositories, component, git } = await serveAll(WORLD);
    const components = ["client", "server", "webapp"].map(component);
    const tag = tagRelease({ repositories, identity });
    const patch = await planPatchRelease({ repositories }, { components, line: "16.2" });
    const [first] = patch.needed;
    await tag.apply(await tag.plan(first?.release ?? expect.fail("nothing needed")));
    const rest = await planPatchRelease({ repositories }, { components, version: patch.version ?? "" });
    expect(rest.needed.map(({ name, release }) => [name, release.version])).toEqual([["server", "16.2.4"]]);
    for (const { release } of rest.every) await tag.apply(await tag.plan(release));
    for (const { name } of components)
      expect(await git(name, "rev-parse", "v16.2.4^{commit}")).toBe(await git(name, "rev-parse", "refs/heads/16.2"));
    const after = await planPatchRelease({ repositories }, { components, line: "16.2" });
    expect([after.version, after.needed]).toEqual(["16.2.5", []]);
  });

  test("takes the highest line where none is named, and begins it with .0", async () => {
    const { repositories, component } = await serveAll(WORLD);
    const components = ["client", "etl"].map(component);
    const patch = await planPatchRelease({ repositories }, { components });
    expect(patch).toMatchObject({ line: "16.3", latest: null, version: "16.3.0" });
  });

  test("gives no number while a repository cannot be read", async () => {
    const { repositories, component } = await serveAll(WORLD);
    const components = ["client", "gone"].map(component);
    const patch = await planPatchRelease({ repositories }, { components, line: "16.2" });
    expect([patch.version, patch.needed]).toEqual([null, []]);
    expect(patch.repositories[1]).toMatchObject({ name: "gone", error: { code: "ERR_REPOSITORY_NOT_FOUND" } });
    expect(patch.repositories[0]?.changes).toHaveLength(2);
  });

  test.each([
    [{ components: [] }, "components"],
    [{ components: [{ repository: "/r" }], line: "main" }, "line"],
    [{ components: [{ repository: "/r" }], version: "v16.2.1" }, "version"],
  ])("%o is refused at %s", async (given, path) => {
    const failure = planPatchRelease({ repositories: { open: () => Promise.reject(new Error("not reached")) } }, given);
    await expect(failure).rejects.toMatchObject({ code: "ERR_INPUT_INVALID", details: { issues: [{ path }] } });
  });
});
