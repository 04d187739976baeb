import { createBareRepository, gitText, history, type History } from "@signalbox/testbed";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { type BothWays, bothWays, comparable, doubt } from "./both-ways.js";

const END = new Date("2026-03-02T09:00:00Z");
let ways: BothWays;

/** A pull request whose head was tagged, while the mainline went on. */
function overtaken(h: History): void {
  h.commit("main", { subject: "Begin", files: { "a.txt": "a\n" } });
  h.tag("v1.0.0", "main");
  h.branch("pr", "main");
  h.commit("pr", { subject: "One", files: { "b.txt": "1\n" } });
  h.commit("pr", { subject: "Two", files: { "b.txt": "2\n" } });
  h.tag("v1.1.0", "pr");
  h.commit("main", { subject: "Meanwhile", files: { "c.txt": "c\n" } });
}

const told: { readonly [slug: string]: (h: History) => void } = {
  "acme/decided": overtaken,
  "acme/undecided": (h) => {
    overtaken(h);
    h.squash("main", "pr", { subject: "One and two (#7)" });
    h.deleteBranch("pr");
  },
  "acme/merged": (h) => {
    h.commits("main", 2);
    h.tag("v1.0.0", "main");
    h.branch("lamp", "main");
    h.commit("lamp", { subject: "Add a lamp", files: { "lamp.txt": "on\n" } });
  },
  "acme/two": (h) => {
    h.commit("main", { subject: "Begin", files: { "api/a": "1\n", "web/a": "1\n" } });
    h.tag("api-v1.0.0", "main");
    h.commit("main", { subject: "The api", files: { "api/a": "2\n" } });
    h.commit("main", { subject: "The web", files: { "web/a": "2\n" } });
    h.branch("side", "main");
    h.commit("side", { subject: "Both", files: { "api/b": "1\n", "web/b": "1\n" } });
    h.merge("main", "side");
  },
};

beforeAll(async () => {
  ways = await bothWays(async (root) => {
    for (const [slug, tell] of Object.entries(told)) {
      const path = await createBareRepository(root, slug);
      const one = history({ seed: 11, endAt: END });
      tell(one);
      await one.write(path);
    }
    return Object.keys(told).map((slug) => ({ slug }));
  });
});
afterEach(() => ways.gitHub.setFaults([]));

async function rest(method: string, path: string, body: object): Promise<{ readonly number: number }> {
  const answer = await fetch(`${ways.gitHub.apiUrl}/repos/${path}`, {
    method,
    headers: { authorization: "bearer token-of-ada", "content-type": "application/json", "user-agent": "test" },
    body: JSON.stringify(body),
  });
  expect(answer.status, await answer.clone().text()).toBeLessThan(300);
  return (await answer.json()) as { number: number };
}

/** Opens a pull request and merges it. */
async function merge(slug: string, head: string, method: string, labels: readonly string[] = []): Promise<number> {
  const { number } = await rest("POST", `${slug}/pulls`, { title: `Bring *${head}* <b>`, head, base: "main" });
  if (labels.length > 0) await rest("POST", `${slug}/issues/${number}/labels`, { labels });
  await rest("PUT", `${slug}/pulls/${number}/merge`, { merge_method: method });
  return number;
}

describe("a release on a head that was squash-merged after the mainline had gone on", () => {
  test("is decided by the merged pull request, as a clone decides it by the changes", async () => {
    const number = await merge("acme/decided", "pr", "squash");
    const { clone, remote } = await ways.read("acme/decided");
    expect(clone.latest?.tag).toBe("v1.1.0");
    expect(doubt(remote)).toBeNull();
    expect(comparable(remote)).toEqual(comparable(clone));
    expect(remote.unreleased.map(({ subject }) => subject)).toEqual(["Meanwhile"]);
    expect(number).toBeGreaterThan(0);
  });

  test("is not decided without one: all that the tag does not have is listed, and it is said", async () => {
    const { clone, remote } = await ways.read("acme/undecided");
    expect(clone.unreleased.map(({ subject }) => subject)).toEqual(["Meanwhile"]);
    expect(remote.latest).toEqual(clone.latest);
    expect(remote.unreleased.map(({ subject }) => subject)).toEqual(["Meanwhile", "One and two (#7)"]);
    expect(remote.warnings[0]).toMatchObject({
      code: "undecided-without-clone",
      message: expect.stringContaining(
        "whether the changes of v1.1.0, which is not on main, are there in another form",
      ),
      hint: expect.stringContaining("--clone"),
    });
  });
});

describe("what only GitHub knows", () => {
  test("pull requests with their labels come with the changes, also right after the merge", async () => {
    const number = await merge("acme/merged", "lamp", "squash", ["kind: lamp"]);
    const { remote } = await ways.read("acme/merged");
    const change = { pullRequest: { number, title: "Bring *lamp* <b>", labels: ["kind: lamp"] }, login: "ada" };
    expect(remote.unreleased).toMatchObject([change]);
    const { clone } = await ways.read("acme/merged");
    expect(Object.keys(clone.unreleased[0] ?? {}).sort()).toEqual(["author", "commit", "date", "subject"]);
  });

  test("an association that lags leaves the change, and loses nothing else", async () => {
    ways.gitHub.setFaults([{ match: "graphql", kind: "lag", lagMs: 60_000, times: Infinity }]);
    const path = `${ways.root}/acme/merged.git`;
    const before = await gitText(path, ["rev-parse", "main"]);
    expect((await ways.read("acme/merged")).remote.unreleased.map(({ commit }) => commit)).toEqual([before]);
  });
});

test("one product of a repository with two, also behind a merge", async () => {
  const component = { tagPattern: "api-v{version}", paths: ["./api/"] };
  const { clone, remote } = await ways.read("acme/two", component);
  expect(comparable(remote)).toEqual(comparable(clone));
  expect(remote.unreleased.map(({ subject }) => subject)).toEqual(["The api", "Both"]);
  const { remote: gone } = await ways.read("acme/two", { ...component, paths: ["mobile"] });
  expect(doubt(gone)).toBe("Without a clone it is not known what has changed below mobile, which is not there now.");
});

test("the place that is shown has no secret in it", async () => {
  const { remote } = await ways.read("acme/two", { repository: "https://ada:geheim@github.test/acme/two.git" });
  expect(JSON.stringify(remote)).not.toContain("geheim");
});
