import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nativeRepositories, type Repositories } from "@signalbox/git";
import {
  createBareRepository,
  type GitServer,
  history,
  type History,
  provesReadOnly,
  runGit,
  startGitServer,
} from "@signalbox/testbed";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Component, findUnreleased } from "../../src/index.js";

const END = new Date("2026-03-02T09:00:00Z");
const env = { PATH: process.env["PATH"] ?? "" };
let root: string;
let server: GitServer;
let repositories: Repositories;

/** Every repository of these tests, by what is odd about it. */
const told: { readonly [name: string]: (history: History) => void } = {
  plain: (h) => {
    h.commits("main", 3);
    h.tag("v1.0.0", "main", "Release 1.0.0");
    h.commit("main", { subject: "Add a lamp" });
    h.branch("topic", "main");
    h.commit("topic", { subject: "Paint the lamp", files: { "lamp.txt": "red\n" } });
    h.commit("main", { subject: "Bump lodash from 1 to 2", files: { "lock.txt": "2\n" } });
    h.merge("main", "topic");
  },
  // cacophony-api: v2.26.4 was typed for v5.26.4, on a commit that has v5.26.1 and v5.26.3.
  mistyped: (h) => {
    h.commits("main", 2);
    h.tag("v5.26.0", "main");
    h.commits("main", 2);
    for (const tag of ["v5.26.1", "v5.26.3", "v2.26.4"]) h.tag(tag, "main");
    h.branch("thumbnail", "main");
    h.commit("thumbnail", { subject: "Add thumbnails" });
    h.tag("v5.27.0", "thumbnail");
    h.deleteBranch("thumbnail");
    h.tag("v27.1", "main");
    h.tag("v.5.21.0", { mark: 1 });
  },
  // cacophony-processing: the tag is on a pull request's head that was squash-merged.
  squashed: (h) => {
    h.commits("main", 2);
    h.tag("v2.33.0", "main");
    h.branch("pr", "main");
    h.commits("pr", 3);
    h.tag("v2.40.3", "pr");
    h.squash("main", "pr", { subject: "Archive extra tracks (#123)" });
    h.deleteBranch("pr");
    h.commit("main", { subject: "After the release" });
  },
  // The same, but the mainline had moved on: trees differ, the change as one is the same.
  overtaken: (h) => {
    h.commit("main", { subject: "Begin", files: { "a.txt": "a\n" } });
    h.tag("v1.0.0", "main");
    h.branch("pr", "main");
    h.commit("pr", { subject: "One", files: { "b.txt": "1\n" } });
    h.commit("pr", { subject: "Two", files: { "b.txt": "2\n" } });
    h.tag("v1.1.0", "pr");
    h.commit("main", { subject: "Meanwhile", files: { "c.txt": "c\n" } });
    h.squash("main", "pr", { subject: "One and two (#7)" });
    h.deleteBranch("pr");
  },
  streams: (h) => {
    h.commits("main", 2);
    h.tag("v1.24.4", "main");
    h.commit("main", { subject: "For both" });
    h.tag("v1.34.0-tc2", "main");
    h.commit("main", { subject: "New" });
  },
  young: (h) => void h.commits("main", 4),
  two: (h) => {
    h.commit("main", { subject: "Begin", files: { "api/a": "1\n", "web/a": "1\n" } });
    h.tag("api-v1.0.0", "main");
    h.commit("main", { subject: "The api", files: { "api/a": "2\n" } });
    h.commit("main", { subject: "The web", files: { "web/a": "2\n" } });
  },
  foreign: (h) => {
    h.commit("main", { subject: "Begin" });
    h.tag("v1.0.0", "main");
    h.commit("elsewhere", { subject: "Another history" });
    h.tag("v9.0.0", "elsewhere");
    h.deleteBranch("elsewhere");
    h.commit("main", { subject: "Next" });
  },
};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "unreleased-"));
  for (const [name, tell] of Object.entries(told)) {
    const path = await createBareRepository(root, name);
    const one = history({ seed: 11, endAt: END });
    tell(one);
    await one.write(path);
  }
  await createBareRepository(root, "empty");
  await runGit(root, ["clone", "--quiet", "--depth=1", `file://${join(root, "plain.git")}`, "shallow"], { env });
  server = await startGitServer({ root });
  repositories = nativeRepositories({ cacheDir: join(root, "cache"), env });
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

async function report(component: Partial<Component> & { readonly name: string }) {
  const repository = server.urlOf(`${component.name}.git`);
  const { components } = await findUnreleased({ repositories }, { components: [{ repository, ...component }] });
  return components[0] ?? expect.fail("no report");
}
const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code);
const subjects = (list: readonly { readonly subject: string }[]) => list.map(({ subject }) => subject);

describe("findUnreleased on a real server", () => {
  test("lists what came after the latest release, oldest first, and writes nothing", async () => {
    const plain = await provesReadOnly(server, () => report({ name: "plain" }));
    expect(plain).toMatchObject({
      name: "plain",
      mainline: "main",
      latest: { tag: "v1.0.0", version: "1.0.0" },
      warnings: [],
    });
    expect(subjects(plain.unreleased)).toEqual(["Add a lamp", "Paint the lamp", "Bump lodash from 1 to 2"]);
    expect(Object.keys(plain.unreleased[0] ?? {}).sort()).toEqual(["author", "commit", "date", "subject"]);
    expect(plain).not.toHaveProperty("error");
  });

  test("muted subjects are counted", async () => {
    const plain = await report({ name: "plain", mute: ["Bump *"] });
    expect(subjects(plain.unreleased)).toEqual(["Add a lamp", "Paint the lamp"]);
    expect(plain.warnings).toMatchObject([
      { code: "changes-muted", message: "1 of 3 unreleased commits are muted and not listed." },
    ]);
  });

  test("the highest release, not the nearest tag", async () => {
    const { latest, unreleased, warnings } = await report({ name: "mistyped" });
    expect([latest?.tag, unreleased]).toEqual(["v5.27.0", []]);
    expect(codes(warnings)).toEqual([
      "nearest-differs-from-highest",
      "tag-not-on-mainline",
      "tag-lower-than-earlier",
      "tags-share-commit",
      "tag-malformed",
    ]);
    expect(warnings[0]?.message).toContain("git describe) is v2.26.4");
    expect(warnings[4]?.message).toContain("v27.1 (not counted), v.5.21.0 (counted as 5.21.0)");
  });

  test("a tag on a squash-merged head", async () => {
    const { latest, unreleased, warnings } = await report({ name: "squashed" });
    expect([latest?.tag, subjects(unreleased)]).toEqual(["v2.40.3", ["After the release"]]);
    expect(codes(warnings)).toEqual(["nearest-differs-from-highest", "tag-on-squashed-head"]);
  });

  test("a tag on a squash-merged head that the mainline had overtaken", async () => {
    const { latest, unreleased, warnings } = await report({ name: "overtaken" });
    expect([latest?.tag, subjects(unreleased)]).toEqual(["v1.1.0", ["Meanwhile"]]);
    expect(codes(warnings)).toContain("tag-on-squashed-head");
  });

  test("release lines are kept apart", async () => {
    const [camera, tc2] = [await report({ name: "streams" }), await report({ name: "streams", stream: "tc2" })];
    expect([camera.latest?.tag, subjects(camera.unreleased)]).toEqual(["v1.24.4", ["For both", "New"]]);
    expect([tc2.latest?.tag, tc2.latest?.version, subjects(tc2.unreleased)]).toEqual([
      "v1.34.0-tc2",
      "1.34.0",
      ["New"],
    ]);
  });

  test("no release yet: everything is unreleased, and it is said", async () => {
    const young = await report({ name: "young" });
    expect([young.latest, young.unreleased.length, codes(young.warnings)]).toEqual([null, 4, ["no-release-yet"]]);
    expect(young.warnings[0]?.message).toContain("all 4 commits");
  });

  test("one product of a repository with two", async () => {
    const api = await report({ name: "two", tagPattern: "api-v{version}", paths: ["api"] });
    expect([api.latest?.tag, subjects(api.unreleased)]).toEqual(["api-v1.0.0", ["The api"]]);
  });

  test("a tag of another history is named and not counted", async () => {
    const { latest, unreleased, warnings } = await report({ name: "foreign" });
    expect([latest?.tag, subjects(unreleased), codes(warnings)]).toEqual(["v1.0.0", ["Next"], ["tag-not-on-mainline"]]);
  });

  test("a broken repository has an error in its place and stops nobody", async () => {
    const components: Component[] = [
      { repository: server.urlOf("absent.git") },
      { repository: server.urlOf("empty.git") },
      { repository: join(root, "shallow") },
      { repository: server.urlOf("plain.git"), mainline: "master" },
      { repository: server.urlOf("plain.git"), tagPattern: "v1" },
      { repository: "http://ada:geheim@127.0.0.1:9/gone.git" },
      { name: "good", repository: server.urlOf("plain.git") },
    ];
    const found = await findUnreleased({ repositories }, { components, concurrency: 3 });
    expect(found.format).toBe(1);
    expect(found.components.map(({ name, error }) => [name, error?.code])).toEqual([
      ["absent", "ERR_REPOSITORY_NOT_FOUND"],
      ["empty", "ERR_REPOSITORY_EMPTY"],
      ["shallow", "ERR_REPOSITORY_SHALLOW"],
      ["plain", "ERR_MAINLINE_MISSING"],
      ["plain", "ERR_TAG_PATTERN_INVALID"],
      ["gone", "ERR_REMOTE_UNREACHABLE"],
      ["good", undefined],
    ]);
    for (const { error, unreleased, latest } of found.components.slice(0, 6)) {
      expect([error?.hint.length !== 0, unreleased, latest]).toEqual([true, [], null]);
    }
    expect(JSON.stringify(found)).not.toContain("geheim");
    expect(found.components[6]?.unreleased).toHaveLength(3);
  });

  test("progress is told, and an abort ends the call with its reason", async () => {
    const messages: string[] = [];
    const components = ["plain", "young"].map((name) => ({ name, repository: server.urlOf(`${name}.git`) }));
    await findUnreleased(
      { repositories },
      { components },
      {
        onEvent: (event) => {
          if (event.type === "progress" && event.kind === "find-unreleased")
            messages.push(`${event.message} ${event.done}/${event.total}`);
        },
      },
    );
    expect(messages).toHaveLength(2);
    expect(messages[1]).toMatch(/2\/2$/);
    const reason = new Error("enough");
    await expect(findUnreleased({ repositories }, { components }, { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
  });
});
