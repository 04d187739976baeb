import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBareRepository, gitText, history, type History, runGit } from "@signalbox/testbed";
import { type GitHub, startGitHub } from "@signalbox/testbed/github";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { historyOn, queryClient, type RemoteHistory } from "../../src/index.js";
import { httpTransport } from "../../src/transport.js";

// Real processes on a shared machine: slow is not wrong.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const END = new Date("2026-03-02T09:00:00Z");
let root: string;
let gitHub: GitHub;
let remote: RemoteHistory;
let waits: number[] = [];

const told: { readonly [slug: string]: (history: History) => void } = {
  "acme/plain": (h) => {
    h.commits("main", 3);
    h.tag("v1.0.0", "main", "Release 1.0.0");
    h.commit("main", { subject: "Add a lamp", files: { "lamp/on.txt": "on\n" } });
    h.branch("topic", "main");
    h.commit("topic", { subject: "Paint it", files: { "paint.txt": "red\n" } });
    h.commit("main", { subject: "Document it", files: { "lamp/README.md": "A lamp.\n" } });
    h.merge("main", "topic");
  },
  "acme/long": (h) => {
    h.commits("main", 2);
    h.tag("v1.0.0", "main");
    h.commits("main", 170);
  },
  "acme/foreign": (h) => {
    h.commit("main", { subject: "Begin" });
    h.commit("elsewhere", { subject: "Another history" });
    h.tag("v9.0.0", "elsewhere");
    h.deleteBranch("elsewhere");
  },
  "acme/secret": (h) => void h.commits("main", 1),
};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "history-"));
  for (const [slug, tell] of Object.entries(told)) {
    const path = await createBareRepository(root, slug);
    const one = history({ seed: 5, endAt: END });
    tell(one);
    await one.write(path);
  }
  await makeManyTags(await createBareRepository(root, "acme/tags"), 1500);
  gitHub = await startGitHub({
    root,
    repositories: [
      { slug: "acme/plain", renamedFrom: "acme/former" },
      { slug: "acme/long", archived: true },
      { slug: "acme/foreign" },
      { slug: "acme/secret", private: true },
      { slug: "acme/tags" },
      { slug: "acme/empty" },
    ],
    users: [
      { login: "ada", token: "ada-token", permissions: { "acme/plain": "admin" } },
      { login: "gone", token: "old-token", expired: true },
    ],
  });
  remote = historyAs("ada-token");
});
afterEach(() => {
  gitHub.setFaults([]);
  gitHub.clearRequests();
  waits = [];
});
afterAll(async () => {
  await gitHub.close();
  await rm(root, { recursive: true, force: true });
  expect(gitHub.violations).toEqual([]);
});

function historyAs(token: string): RemoteHistory {
  const { fetch } = httpTransport();
  const client = queryClient({
    fetch,
    graphqlUrl: gitHub.graphqlUrl,
    token: () => Promise.resolve(token),
    userAgent: "test",
  });
  return historyOn(client, {
    sleep: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
  });
}

async function makeManyTags(path: string, count: number): Promise<void> {
  const one = history({ seed: 1, endAt: END });
  one.commits("main", 3);
  const { oidOf } = await one.write(path);
  const lines = Array.from({ length: count }, (_, index) => `create refs/tags/v0.${index}.0 ${oidOf("main")}\n`);
  await runGit(path, ["update-ref", "--stdin"], { input: lines.join("") });
  await runGit(path, ["pack-refs", "--all"]);
}

/** Everything after v1.0.0 of a repository. */
async function sinceFirst(slug: string, more: { readonly paths?: readonly string[]; readonly limit?: number } = {}) {
  const { mainline, tags } = await remote.overview(slug);
  const tag = tags.find(({ name }) => name === "refs/tags/v1.0.0");
  const question = {
    base: { ref: "refs/tags/v1.0.0", commit: tag?.commit ?? "" },
    head: mainline?.head.commit ?? "",
    limit: 1000,
    ...more,
  };
  return (await remote.range(slug, question)) ?? expect.fail("no common history");
}

describe("overview", () => {
  test("has the mainline, and tags with what is behind them", async () => {
    const { mainline, tags, ...rest } = await remote.overview("acme/plain");
    expect(rest).toEqual({ slug: "acme/plain", isArchived: false, isEmpty: false, hasAllTags: true });
    const git = (revision: string) => gitText(join(root, "acme/plain.git"), ["rev-parse", revision]);
    expect(mainline).toMatchObject({
      name: "main",
      head: { commit: await git("main"), tree: await git("main^{tree}") },
    });
    expect(tags).toMatchObject([
      {
        name: "refs/tags/v1.0.0",
        oid: await git("v1.0.0"),
        commit: await git("v1.0.0^{commit}"),
        tree: await git("v1.0.0^{tree}"),
      },
    ]);
  });

  test("follows a renaming, and says how it is called now", async () => {
    expect(await remote.overview("acme/former")).toMatchObject({ slug: "acme/plain" });
  });

  test.each([
    ["acme/long", { isArchived: true }],
    ["acme/empty", { isEmpty: true, mainline: null, tags: [] }],
  ])("%s: %j", async (slug, expected) => {
    expect(await remote.overview(slug)).toMatchObject(expected);
  });

  test("a mainline that is not there is null", async () => {
    expect(await remote.overview("acme/plain", { mainline: "master" })).toMatchObject({ mainline: null });
  });

  test("reads a thousand tags and says that there are more", async () => {
    const { tags, hasAllTags } = await remote.overview("acme/tags");
    expect([tags.length, hasAllTags, gitHub.requests.length]).toEqual([1000, false, 10]);
  });

  test.each(["acme/secret", "acme/nothing"])("%s is not to be seen, and the others are whole", async (slug) => {
    const [there, not] = await Promise.allSettled([remote.overview("acme/plain"), remote.overview(slug)]);
    expect(there).toMatchObject({ status: "fulfilled" });
    expect(not).toMatchObject({ reason: { code: "ERR_GITHUB_NOT_FOUND" } });
    expect(gitHub.requests).toHaveLength(1);
  });

  test("an expired token is named", async () => {
    await expect(historyAs("old-token").overview("acme/plain")).rejects.toMatchObject({ code: "ERR_GITHUB_AUTH" });
  });

  test("what is no repository of GitHub is not asked about", async () => {
    await expect(remote.overview("nowhere")).rejects.toMatchObject({ code: "ERR_NOT_ON_GITHUB" });
    expect(gitHub.requests).toEqual([]);
  });
});

describe("range", () => {
  test("has what the head has and the base has not, as git lists it", async () => {
    const range = await sinceFirst("acme/plain");
    const path = join(root, "acme/plain.git");
    const log = await gitText(path, ["log", "--format=%H %T %aI %ct %an %s", "v1.0.0..main"]);
    const lines = range.commits.map(
      ({ commit, tree, date, committedAt, author, subject }) =>
        `${commit} ${tree} ${date} ${committedAt} ${author.name} ${subject}`,
    );
    expect(lines.sort()).toEqual(
      log
        .replaceAll(/(T\S+)Z /g, "$1+00:00 ")
        .split("\n")
        .sort(),
    );
    expect(range).toMatchObject({ behindBy: 0, aheadBy: 4, isComplete: true, missingPaths: [] });
  });

  test("a delta that fits a page is one request, a longer one is read to its end", async () => {
    expect((await sinceFirst("acme/plain")).commits).toHaveLength(4);
    expect(gitHub.requests).toHaveLength(2);
    const { commits, isComplete } = await sinceFirst("acme/long");
    expect([new Set(commits.map(({ commit }) => commit)).size, isComplete]).toEqual([170, true]);
    expect(gitHub.requests).toHaveLength(2 + 4);
  });

  test("a limit cuts, and is told", async () => {
    expect(await sinceFirst("acme/long", { limit: 100 })).toMatchObject({ isComplete: false, aheadBy: 170 });
  });

  test("paths say which commits touch them, and which are not there", async () => {
    const { commits, missingPaths } = await sinceFirst("acme/plain", { paths: ["lamp", "gone"] });
    const touching = commits.filter(({ isTouching }) => isTouching).map(({ subject }) => subject);
    expect(touching.sort()).toEqual(["Add a lamp", "Document it"]);
    expect(missingPaths).toEqual(["gone"]);
  });

  test("two histories have nothing to compare", async () => {
    const { mainline, tags } = await remote.overview("acme/foreign");
    const base = { ref: "refs/tags/v9.0.0", commit: tags[0]?.commit ?? "" };
    const question = { base, head: mainline?.head.commit ?? "" };
    expect(await remote.range("acme/foreign", { ...question, limit: 10 })).toBeNull();
    expect(await remote.distance("acme/foreign", question)).toBeNull();
  });

  test.each(["refs/tags/v1.0.0", "refs/tags/v2.0.0"])(
    "%s, which is not what was expected, is an error",
    async (ref) => {
      const { mainline } = await remote.overview("acme/plain");
      const head = mainline?.head.commit ?? "";
      const asked = remote.range("acme/plain", { base: { ref, commit: head }, head, limit: 10 });
      await expect(asked).rejects.toMatchObject({ code: "ERR_HISTORY_MOVED", retryable: true });
    },
  );
});

describe("commits", () => {
  test("are read from the newest on, as far as asked", async () => {
    const { mainline } = await remote.overview("acme/long");
    const head = mainline?.head.commit ?? "";
    expect((await remote.commits("acme/long", { head, limit: 1000 })).commits).toHaveLength(172);
    const { commits, isComplete } = await remote.commits("acme/long", { head, limit: 100 });
    expect([commits.length, isComplete, commits[0]?.commit]).toEqual([100, false, head]);
  });
});

describe("a server in trouble", () => {
  const six = () => Promise.all(Array.from({ length: 6 }, () => remote.overview("acme/plain")));

  test.each(["502", "504", "drop"] as const)(
    "%s: a smaller question is asked, and the answer is the same",
    async (kind) => {
      const expected = await six();
      gitHub.clearRequests();
      gitHub.setFaults([
        { match: "graphql", kind, times: Infinity, when: ({ graphql }) => (graphql?.aliases ?? 0) > 3 },
      ]);
      expect(await six()).toEqual(expected);
      expect(gitHub.requests).toHaveLength(3);
    },
  );

  test.each(["403-secondary", "429"] as const)("%s: waits as long as it says", async (kind) => {
    gitHub.setFaults([{ match: "graphql", kind, retryAfter: 9 }]);
    expect(await remote.overview("acme/plain")).toMatchObject({ slug: "acme/plain" });
    expect(waits).toEqual([9000]);
  });

  test("a part that it loses is asked for again, alone", async () => {
    gitHub.setFaults([{ match: "graphql", kind: "graphql-partial", alias: "r1" }]);
    const [plain, long] = await Promise.all(["acme/plain", "acme/long"].map((slug) => remote.overview(slug)));
    expect([plain?.slug, long?.slug]).toEqual(["acme/plain", "acme/long"]);
    expect(gitHub.requests.map(({ graphql }) => graphql?.aliases)).toEqual([2, 1]);
  });

  test("a part that it loses every time breaks one repository", async () => {
    gitHub.setFaults([
      { match: /"?owner_1/, kind: "graphql-partial", alias: "r1" },
      { match: "graphql", kind: "graphql-partial", times: Infinity, when: ({ graphql }) => graphql?.aliases === 1 },
    ]);
    const settled = await Promise.allSettled(["acme/plain", "acme/long"].map((slug) => remote.overview(slug)));
    expect(settled).toMatchObject([{ status: "fulfilled" }, { reason: { code: "ERR_GITHUB_QUERY" } }]);
  });
});
