import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { resolveRevision, runGit } from "../../src/index.js";
import { commitEmpty } from "../scratch.js";
import { serveGitHub, SLUG, USERS } from "./serve.js";

const [owner = "", repo = ""] = SLUG.split("/");
const at = { owner, repo };
const REPO = "GET /repos/{owner}/{repo}";

/** Status and headers of a request that may be refused. */
const ask = async (answer: Promise<any>): Promise<{ status: number; headers: any; data: any }> =>
  answer.then(
    ({ status, headers, data }) => ({ status, headers, data }),
    (error) => ({ status: error.status, headers: error.response?.headers ?? {}, data: error.response?.data }),
  );

describe("sign-in and access", () => {
  const repositories = [
    { slug: SLUG },
    { slug: "acme/secret", private: true },
    { slug: "acme/attic", archived: true },
    { slug: "acme/new-name", renamedFrom: "acme/old-name" },
  ];
  test.each([
    ["a token that proves nobody", { authorization: "token wrong" }, "GET /user", 401, "Bad credentials"],
    ["an expired token", { authorization: "token old-token" }, "GET /user", 401, "Bad credentials"],
    ["nobody, where somebody is needed", {}, "GET /user", 401, "Requires authentication"],
    ["nobody, who may read what is public", {}, `GET /repos/${SLUG}`, 200, undefined],
    [
      "a private repository, seen from outside",
      { authorization: "bearer dev-token" },
      "GET /repos/acme/secret",
      404,
      "Not Found",
    ],
    [
      "a private repository, seen by its owner",
      { authorization: "bearer ada-token" },
      "GET /repos/acme/secret",
      200,
      undefined,
    ],
    ["no such repository", { authorization: "bearer ada-token" }, "GET /repos/acme/none", 404, "Not Found"],
    ["a former name", { authorization: "bearer ada-token" }, "GET /repos/acme/old-name", 200, undefined],
  ])("%s", async (...[, headers, route, status, message]) => {
    const { client } = await serveGitHub({ repositories });
    const answer = await ask(client().request(route, { headers }));
    expect([answer.status, answer.data?.message]).toEqual([status, message]);
  });

  test.each([
    ["bob", SLUG, 403, "Resource not accessible by personal access token"],
    ["narrow", SLUG, 403, "Resource not accessible by personal access token"],
    ["dev", "acme/attic", 403, "Repository was archived so is read-only."],
    [undefined, SLUG, 401, "Requires authentication"],
  ])("%s may not write to %s", async (login, slug, status, message) => {
    const { client, head } = await serveGitHub({ repositories });
    const body = { ref: "refs/heads/next", sha: head };
    const answer = await ask(client(login).request(`POST /repos/${slug}/git/refs`, body));
    expect([answer.status, answer.data.message]).toEqual([status, message]);
    if (login === "narrow") {
      expect(answer.headers).toMatchObject({
        "x-oauth-scopes": "read:org",
        "x-accepted-oauth-scopes": "public_repo, repo",
      });
    }
  });

  test("a renamed repository sends on, writes too", async () => {
    const { client, gitHub } = await serveGitHub({ repositories });
    const api = client("ada");
    const { headers, status } = await ask(
      api.request("GET /repos/acme/old-name/branches", { request: { redirect: "manual" } }),
    );
    expect([status, headers.location]).toEqual([301, expect.stringMatching(/\/repositories\/\d+\/branches$/)]);
    expect((await api.request("GET /repos/acme/old-name")).data.full_name).toBe("acme/new-name");
    expect(gitHub.requests.map((each) => each.status)).toEqual([301, 301, 200]);
  });
});

describe("what every answer has", () => {
  test("the server's clock, the rate limit, a request id, an entity tag that costs nothing", async () => {
    const now = new Date("2026-03-04T05:06:07Z");
    const { client, gitHub } = await serveGitHub({ now: () => now });
    const first = await ask(client("ada").request(REPO, at));
    expect(first.headers).toMatchObject({
      date: "Wed, 04 Mar 2026 05:06:07 GMT",
      "x-ratelimit-limit": "5000",
      "x-ratelimit-remaining": "4999",
      "x-ratelimit-reset": String(now.getTime() / 1000 + 3600),
      "x-github-request-id": expect.stringMatching(/^TEST:/),
    });
    const again = await ask(client("ada").request(REPO, { ...at, headers: { "if-none-match": first.headers.etag } }));
    expect([again.status, again.headers["x-ratelimit-remaining"]]).toEqual([304, "4999"]);
    expect(gitHub.requests.map(({ operation, user }) => [operation, user])).toEqual([
      ["repos/get", "ada"],
      ["repos/get", "ada"],
    ]);
  });

  test("pages that lead to each other", async () => {
    const { client, path, head } = await serveGitHub();
    for (const name of ["a", "b", "c", "d"]) await runGit(path, ["update-ref", `refs/heads/${name}`, head]);
    const { data, headers } = await ask(
      client().request("GET /repos/{owner}/{repo}/branches", { ...at, per_page: 2, page: 2 }),
    );
    expect(data.map(({ name }: any) => name)).toEqual(["c", "d"]);
    const links = [...headers.link.matchAll(/[?&]page=(\d)>; rel="(\w+)"/g)].map(([, page, rel]) => `${rel} ${page}`);
    expect(links.sort()).toEqual(["first 1", "last 3", "next 3", "prev 1"]);
  });
});

describe("what is noted as a violation", () => {
  test.each([
    ["an unknown route", "GET /no/such/thing", {}, 404, /GitHub has no such operation/],
    ["an unknown query", `GET /repos/${SLUG}/branches`, { colour: "red" }, 422, /the query colour is not taken/],
    ["a wrong body", `POST /repos/${SLUG}/git/refs`, { ref: 7 }, 422, /body|must be string|required/],
    ["an operation that is not served", `GET /repos/${SLUG}/contributors`, {}, 501, /is not served/],
  ])("%s", async (...[, route, parameters, status, text]) => {
    const { client } = await serveGitHub({}, [expect.stringMatching(text)]);
    expect((await ask(client("ada").request(route, parameters))).status).toBe(status);
  });

  test("a field that GitHub does not have", async () => {
    const { client } = await serveGitHub({}, [expect.stringMatching(/Cannot query field "colour" on type "User"/)]);
    await expect(client("ada").graphql("{ viewer { colour } }")).rejects.toThrow(/colour/);
  });
});

describe("git beside the API", () => {
  test("the token is the password, and pushes are told to robots", async () => {
    const { gitHub, root, path, head } = await serveGitHub();
    await runGit(root, ["clone", "--quiet", gitHub.gitUrlOf(SLUG), "work"]);
    const commit = await commitEmpty(`${root}/work`, "topic", "more");
    const heard: unknown[] = [];
    gitHub.onEvent(({ name, actor, subject }) => void heard.push([name, actor.login, subject]));
    const push = (login: string) =>
      runGit(`${root}/work`, ["push", "--quiet", gitHub.gitUrlOf(SLUG, login), "refs/heads/topic:refs/heads/topic"]);
    await expect(push("bob")).rejects.toThrow(/403/);
    await push("dev");
    await gitHub.settled();
    expect(await resolveRevision(path, "refs/heads/topic")).toBe(commit);
    expect(heard).toEqual([["push", "dev", { ref: "refs/heads/topic", before: null, after: commit }]]);
    expect(head).not.toBe(commit);
  });

  test("a protected branch refuses pushes and the API", async () => {
    const protections = { main: { requiredApprovals: 1 } };
    const { gitHub, root, path, head, client } = await serveGitHub({ repositories: [{ slug: SLUG, protections }] });
    await runGit(root, ["clone", "--quiet", gitHub.gitUrlOf(SLUG), "work"]);
    const commit = await commitEmpty(`${root}/work`, "main", "more");
    const push = ["push", "--quiet", gitHub.gitUrlOf(SLUG, "dev"), `${commit}:refs/heads/main`];
    await expect(runGit(`${root}/work`, push)).rejects.toThrow(/GH006/);
    const made = await commitEmpty(path, "aside", "more");
    const answer = await ask(
      client("dev").request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", {
        ...at,
        ref: "heads/main",
        sha: made,
        force: true,
      }),
    );
    expect([answer.status, answer.data.message]).toEqual([422, expect.stringMatching(/pull request/)]);
    expect(await resolveRevision(path, "refs/heads/main")).toBe(head);
  });

  test("an existing bare repository is taken as it is", async () => {
    const { gitHub, path } = await serveGitHub();
    expect(readFileSync(`${path}/HEAD`, "utf8")).toBe(
      `ref: refs/heads/${gitHub.state.repositories[0]?.defaultBranch}\n`,
    );
    expect(USERS.length).toBe(gitHub.state.users.length);
  });
});
