import { performance } from "node:perf_hooks";
import { describe, expect, test } from "vitest";
import { resolveRevision, runGit } from "../../src/index.js";
import type { GitHubFault } from "../../src/github/index.js";
import { gitHubFaultScript } from "../../src/github/http/faults.js";
import { versions } from "../../src/github/state/versions.js";
import { serveGitHub, SLUG } from "./serve.js";

const [owner = "", repo = ""] = SLUG.split("/");
const at = { owner, repo };

describe("faults before anything has happened", () => {
  test.each<[GitHubFault["kind"], number, Record<string, string>]>([
    ["429", 429, { "retry-after": "7" }],
    ["403-secondary", 403, { "retry-after": "7" }],
    ["403-primary", 403, { "x-ratelimit-remaining": "0" }],
    ["500", 500, {}],
    ["502", 502, { "content-type": "text/html" }],
    ["504", 504, { "content-type": "text/html" }],
  ])("%s", async (kind, status, headers) => {
    const { client, gitHub, path, head } = await serveGitHub({
      faults: [{ match: "git/create-ref", kind, retryAfter: 7 }],
    });
    const create = () =>
      client("dev").request("POST /repos/{owner}/{repo}/git/refs", { ...at, ref: "refs/heads/next", sha: head });
    const error: any = await create().catch((reason: unknown) => reason);
    expect(error.status).toBe(status);
    expect(error.response.headers).toMatchObject(headers);
    expect(await resolveRevision(path, "refs/heads/next")).toBeNull();
    expect((await create()).status).toBe(201);
    expect(gitHub.requests.map((request) => request.status)).toEqual([status, 201]);
  });

  test("drop, and what comes after the effect: drop-after, truncate", async () => {
    const { client, gitHub, path, head } = await serveGitHub();
    const create = (name: string) =>
      client("dev").request("POST /repos/{owner}/{repo}/git/refs", { ...at, ref: `refs/heads/${name}`, sha: head });
    for (const kind of ["drop", "drop-after", "truncate"] as const) {
      gitHub.setFaults([{ match: /^POST .*git\/refs/, kind }]);
      // The official client takes an answer that was cut for an empty one.
      const told = await create(kind).then(
        ({ data }) => data as unknown,
        () => "lost",
      );
      expect(told).toBe(kind === "truncate" ? "" : "lost");
      expect(await resolveRevision(path, `refs/heads/${kind}`)).toBe(kind === "drop" ? null : head);
    }
  });

  test("slow waits", async () => {
    const { client } = await serveGitHub({ faults: [{ match: "GET", kind: "slow", delayMs: 200 }] });
    const began = performance.now();
    await client().request("GET /repos/{owner}/{repo}", at);
    expect(performance.now() - began).toBeGreaterThanOrEqual(195);
  });

  test("git meets them too", async () => {
    const { gitHub, root } = await serveGitHub({ faults: [{ match: "git-upload-pack", kind: "502" }] });
    const read = () => runGit(root, ["ls-remote", gitHub.gitUrlOf(SLUG)]);
    await expect(read()).rejects.toThrow(/502/);
    expect((await read()).stdout).toContain("refs/heads/main");
  });
});

describe("GraphQL", () => {
  const query = `{ a: repository(owner: "acme", name: "camera") { name } b: repository(owner: "acme", name: "camera") { name } }`;

  test("graphql-partial loses one alias", async () => {
    const { client } = await serveGitHub({ faults: [{ match: "repository", kind: "graphql-partial", alias: "b" }] });
    const error: any = await client("ada")
      .graphql(query)
      .catch((reason: unknown) => reason);
    expect(error.data).toEqual({ a: { name: "camera" }, b: null });
    expect(error.errors).toMatchObject([{ path: ["b"] }]);
  });

  test("large queries alone fail", async () => {
    const large: GitHubFault = {
      match: "repository",
      kind: "502",
      times: Infinity,
      when: ({ graphql }) => (graphql?.aliases ?? 0) > 1,
    };
    const { client } = await serveGitHub({ faults: [large] });
    await expect(client("ada").graphql(query)).rejects.toMatchObject({ status: 502 });
    expect(await client("ada").graphql(`{ repository(owner: "acme", name: "camera") { name } }`)).toBeTypeOf("object");
  });

  test("what cannot be seen is null, with its error", async () => {
    const { client } = await serveGitHub();
    const error: any = await client("ada")
      .graphql(`{ a: repository(owner: "acme", name: "none") { name } viewer { login } }`)
      .catch((reason: unknown) => reason);
    expect(error.data).toEqual({ a: null, viewer: { login: "ada" } });
    expect(error.errors).toMatchObject([
      { type: "NOT_FOUND", path: ["a"], message: "Could not resolve to a Repository with the name 'acme/none'." },
    ]);
  });

  test("comparing works through the repositories of a query in a row", async () => {
    const { client } = await serveGitHub({
      compareWorkMs: 60,
      repositories: [{ slug: SLUG }, { slug: "acme/other", forkOf: SLUG }],
    });
    const compared = `{ a: repository(owner: "acme", name: "camera") { defaultBranchRef { compare(headRef: "main") { aheadBy } } }
      b: repository(owner: "acme", name: "camera") { defaultBranchRef { target { ... on Commit { history(first: 1) { totalCount } } } } } }`;
    const began = performance.now();
    await client("ada").graphql(compared);
    expect(performance.now() - began).toBeGreaterThanOrEqual(55);
  });

  test("a page is not larger than 100, and must be asked for", async () => {
    const { client } = await serveGitHub();
    const refs = (args: string) =>
      client("ada").graphql(
        `{ repository(owner: "acme", name: "camera") { refs(refPrefix: "refs/heads/"${args}) { totalCount } } }`,
      );
    await expect(refs(", first: 101")).rejects.toThrow(/exceeds the `first` limit of 100 records/);
    await expect(refs("")).rejects.toThrow(/must provide a `first` or `last` value/);
    expect(await refs(", first: 100")).toEqual({ repository: { refs: { totalCount: 1 } } });
  });
});

describe("lag", () => {
  test("lists of refs are late, a ref by its name is not", async () => {
    let time = Date.parse("2026-01-01T00:00:00Z");
    const { client, gitHub, head } = await serveGitHub({ now: () => new Date(time) });
    gitHub.setFaults([{ match: /list-|matching|refs\(/, kind: "lag", times: Infinity }]);
    const api = client("dev");
    await api.request("POST /repos/{owner}/{repo}/git/refs", { ...at, ref: "refs/heads/next", sha: head });
    const names = async (): Promise<unknown[]> => {
      const listed = await api.request("GET /repos/{owner}/{repo}/branches", at);
      const { repository } = await api.graphql<any>(
        `{ repository(owner: "acme", name: "camera") { refs(refPrefix: "refs/heads/", first: 9) { nodes { name } } } }`,
      );
      return [listed.data.map(({ name }: any) => name), repository.refs.nodes.map(({ name }: any) => name)];
    };
    expect(await names()).toEqual([["main"], ["main"]]);
    const found = await api.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { ...at, ref: "heads/next" });
    expect(found.data.object.sha).toBe(head);
    time += 2000;
    expect(await names()).toEqual([
      ["main", "next"],
      ["main", "next"],
    ]);
  });
});

describe("gitHubFaultScript", () => {
  test("counts only what `when` lets through", () => {
    const faultOf = gitHubFaultScript([{ match: "GET", nth: 2, kind: "500", when: ({ path }) => path === "/a" }]);
    const kinds = ["/a", "/b", "/a", "/a"].map(
      (path) => faultOf({ method: "GET", path, operation: null })?.kind ?? null,
    );
    expect(kinds).toEqual([null, null, "500", null]);
  });
});

describe("versions", () => {
  test("a lagging list sees what was there before the script, and what is old enough", () => {
    let sequence = 0;
    let time = 0;
    const list = versions<string, string>({ next: () => ({ time, sequence: ++sequence }) });
    list.set("seed", "one");
    const floor = sequence;
    time = 1000;
    list.set("seed", "two");
    list.set("new", "here");
    const lagging = (now: number): string[] => list.values({ time: now - 2000, sequence: floor });
    expect(lagging(1000)).toEqual(["one"]);
    expect(lagging(3000)).toEqual(["two", "here"]);
    list.delete("new");
    expect([list.values(), list.get("new")]).toEqual([["two"], undefined]);
  });
});
