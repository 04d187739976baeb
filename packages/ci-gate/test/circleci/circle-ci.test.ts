import type { ReleaseEvent } from "@signalbox/release-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Build } from "../../src/builds/ports.js";
import { circleCi } from "../../src/circleci/circle-ci.js";
import type { HttpInit } from "../../src/http/fetch.js";
import { type CircleFixture, oid, REPOSITORY, SLUG, startFixture, TOKEN } from "./circle-fixture.js";

let at: CircleFixture;
beforeAll(async () => {
  at = await startFixture();
  at.server.console.configure(SLUG, { workflows: [{ name: "ci", jobs: [{ name: "test" }] }] });
  for (let number = 1; number <= 90; number += 1)
    at.server.console.push(SLUG, { branch: number % 3 === 0 ? "main" : "topic", revision: oid(number) });
});
afterEach(() => {
  expect(at.server.violations).toEqual([]);
  at.server.setFaults([]);
  at.server.clearRequests();
});
afterAll(() => at.close());

const pagesAsked = (): number =>
  at.server.requests.filter(({ operation }) => operation === "listPipelinesForProject").length;
const DAY_MS = 86_400_000;

describe("the search for a commit", () => {
  it("looks through the branch's own list", async () => {
    expect(await at.ci.listBuilds(REPOSITORY, { commit: oid(3), branch: "main" })).toHaveLength(1);
    expect(pagesAsked()).toBe(2);
  });

  it("goes no further than the commit's own date", async () => {
    const tomorrow = new Date(Date.now() + 2 * DAY_MS);
    const asked: string[] = [];
    const commitDate = (_: string, commit: string): Date => (asked.push(commit), tomorrow);
    expect(await at.with({ search: { commitDate } }).listBuilds(REPOSITORY, { commit: oid(90) })).toEqual([]);
    expect(pagesAsked()).toBe(1);
    expect(asked).toEqual([oid(90)]);
  });

  it("says that older pipelines were not looked at", async () => {
    const events: ReleaseEvent[] = [];
    const now = (): Date => new Date(Date.now() + 91 * DAY_MS);
    const options = { now, onEvent: (event: ReleaseEvent) => void events.push(event) };
    expect(await at.ci.listBuilds(REPOSITORY, { commit: oid(1) }, options)).toEqual([]);
    expect(events).toMatchObject([{ type: "progress", kind: "circleci" }]);
    expect(JSON.stringify(events)).toContain("older than 90 days were not looked at");
  });

  it("fails when it would be too long, and counts none as absent", async () => {
    const bounded = at.with({ search: { pipelines: 40 } });
    const error = await bounded.listBuilds(REPOSITORY, { commit: oid(90) }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "ERR_CI_CANNOT", details: { more: { looked: 40, found: 1 } } });
    expect(error).toMatchObject({ hint: expect.stringContaining("Name the branch") as string });
    // The branch has fewer.
    expect(await bounded.listBuilds(REPOSITORY, { commit: oid(90), branch: "main" })).toHaveLength(1);
  });

  it("reads a name with anything in it", async () => {
    at.server.console.push(SLUG, { branch: "fix/äöü & #1?x=y", revision: oid(95) });
    expect(await at.ci.listBuilds(REPOSITORY, { commit: oid(95), branch: "fix/äöü & #1?x=y" })).toHaveLength(1);
  });
});

describe("who may do what", () => {
  it("says that a token may only look", async () => {
    const reader = at.with({ token: "reader-token" });
    const [build] = await reader.listBuilds(REPOSITORY, { commit: oid(90), branch: "main" });
    const error = await reader.rerun(REPOSITORY, build as Build, "start").catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "ERR_CI_REFUSED", hint: expect.stringContaining("write access") as string });
  });

  it("says that a project is not there, or may not be seen", async () => {
    const reader = at.with({ token: "reader-token" });
    for (const repository of ["avniproject/hidden", "avniproject/unknown"])
      await expect(reader.listBuilds(repository, { commit: oid(1) })).rejects.toMatchObject({
        code: "ERR_CI_NOT_FOUND",
        hint: expect.stringContaining("set up at CircleCI") as string,
      });
  });

  it("has no build of another project", async () => {
    const [build] = await at.ci.listBuilds(REPOSITORY, { commit: oid(90), branch: "main" });
    expect(await at.ci.readBuild("avniproject/hidden", build?.id ?? "")).toBeNull();
    expect(await at.ci.readBuild(REPOSITORY, "12")).toBeNull();
  });
});

describe("a pipeline of the GitHub App", () => {
  const slug = "circleci/8b7d/51c2";
  const definitionId = "2338d0ae-5541-4bbf-88a2-55e9f7281f80";

  it("is begun by its definition", async () => {
    at.server.console.configure(slug, { workflows: [{ name: "ci", jobs: [{ name: "test" }] }] });
    at.server.console.push(slug, { branch: "main", revision: oid(1) });
    const ci = at.with({ locate: () => ({ slug, definitionId }) });
    await ci.trigger("acme/server", { branch: "main", parameters: {} });
    const builds = await ci.listBuilds("acme/server", { commit: oid(1) });
    expect(builds.map(({ cause }) => cause)).toEqual(["api", "push"]);
    expect(await ci.readBuild("acme/server", builds[0]?.id ?? "")).toMatchObject({ cause: "api" });
  });

  it.each([
    ["no definition", { branch: "main", parameters: {} }],
    ["no branch and no tag", { parameters: {} }],
    ["both", { branch: "main", tag: "v1", parameters: {} }],
    ["a value that is too long", { branch: "main", parameters: { notes: "x".repeat(513) } }],
  ])("is not begun with %s, and nothing is sent", async (_, request) => {
    const ci = at.with({ locate: () => ({ slug }) });
    await expect(ci.trigger("acme/server", request)).rejects.toMatchObject({ code: "ERR_CI_CANNOT" });
    expect(at.server.requests).toEqual([]);
  });
});

describe("failures", () => {
  it("names the field of an answer that is none", async () => {
    at.server.setFaults([{ match: "listPipelinesForProject", kind: "shape" }]);
    const error = await at.ci.listBuilds(REPOSITORY, { commit: oid(1) }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "ERR_CI_ANSWER", details: { field: "items[0].id" } });
  });

  it("takes a list in a circle for no list", async () => {
    const page = JSON.stringify({ items: [], next_page_token: "again" });
    const fetch = (): Promise<never> =>
      Promise.resolve({ status: 200, headers: new Map(), body: null, text: () => Promise.resolve(page) } as never);
    const ci = circleCi({ token: TOKEN, fetch });
    await expect(ci.listBuilds(REPOSITORY, { commit: oid(1) })).rejects.toMatchObject({ code: "ERR_CI_ANSWER" });
  });

  it.each([
    ["half of it comes", { kind: "truncate" }],
    ["a proxy speaks", { kind: "page" }],
    ["nobody answers for too long", { kind: "slow", delayMs: 60_000 }],
  ] as const)("reads again when %s", async (_, fault) => {
    at.server.setFaults([{ match: "listPipelinesForProject", ...fault }]);
    const ci = at.with({ timeoutMs: 500 });
    expect(await ci.listBuilds(REPOSITORY, { commit: oid(90), branch: "main" })).toHaveLength(1);
  });

  it("does not know what became of a write that nobody answered", async () => {
    at.server.setFaults([{ match: "triggerPipeline", kind: "slow", delayMs: 60_000 }]);
    const ci = at.with({ timeoutMs: 50 });
    await expect(ci.trigger(REPOSITORY, { branch: "main", parameters: {} })).rejects.toMatchObject({
      code: "ERR_CI_UNKNOWN",
    });
  });
});

it("gives the token to CircleCI and its own artifact store alone", async () => {
  const told = new Map<string, boolean>();
  const fetch = (url: string, { headers }: HttpInit): Promise<never> => {
    told.set(url, headers["circle-token"] === TOKEN);
    const body = (async function* () {})();
    return Promise.resolve({ status: 200, headers: new Map(), body, text: () => Promise.resolve("") } as never);
  };
  const ci = circleCi({ token: TOKEN, fetch });
  const expected: readonly [string, boolean][] = [
    ["https://output.circle-artifacts.com/output/job/1/artifacts/0/a.jar", true],
    ["https://12-34-gh.circle-artifacts.com/0/a.jar", true],
    ["https://circleci.com/a.jar", true],
    ["https://evil-circle-artifacts.com/a.jar", false],
    ["http://output.circle-artifacts.com/a.jar", false],
    ["https://circle-artifacts.com.evil.test/a.jar", false],
    ["https://bucket.s3.amazonaws.com/a.jar", false],
  ];
  const artifact = { path: "a.jar", job: null, size: null, digest: null, expiresAt: null };
  for (const [url] of expected) await ci.openArtifact({ ...artifact, url });
  expect([...told]).toEqual(expected);
});
