import { runGit } from "../../src/index.js";
import { describe, expect, test } from "vitest";
import { commitEmpty } from "../scratch.js";
import { serveGitHub, SLUG } from "./serve.js";

const [owner = "", repo = ""] = SLUG.split("/");

describe("REST reads", () => {
  test("say what git says", async () => {
    const { client, head, path } = await serveGitHub();
    const next = await commitEmpty(path, "feature/one", "start");
    await runGit(path, ["update-ref", "refs/heads/feature/one", head]);
    const second = await commitEmpty(path, "feature/one", "second\n\nbody");
    await runGit(path, ["tag", "v1", head]);
    await runGit(path, [
      "-c",
      "user.name=Ada",
      "-c",
      "user.email=ada@example.test",
      "tag",
      "-a",
      "-m",
      "two",
      "v10",
      second,
    ]);
    const api = client("ada");
    const at = { owner, repo };
    const get = async (route: string, more: object = {}): Promise<any> =>
      (await api.request(route, { ...(route.includes("{owner}") ? at : {}), ...more })).data;

    expect(await get("GET /repos/{owner}/{repo}")).toMatchObject({
      full_name: SLUG,
      default_branch: "main",
      permissions: { admin: true },
    });
    expect((await get("GET /repos/{owner}/{repo}/branches")).map(({ name }: any) => name)).toEqual([
      "feature/one",
      "main",
    ]);
    expect(await get("GET /repos/{owner}/{repo}/branches/{branch}", { branch: "feature/one" })).toMatchObject({
      commit: { sha: second, author: { login: "ada" } },
      protected: false,
    });
    expect((await get("GET /repos/{owner}/{repo}/tags")).map((tag: any) => [tag.name, tag.commit.sha])).toEqual([
      ["v10", second],
      ["v1", head],
    ]);
    expect((await get("GET /repos/{owner}/{repo}/commits", { sha: "feature/one" })).map(({ sha }: any) => sha)).toEqual(
      [second, head],
    );
    expect(await get("GET /repos/{owner}/{repo}/commits/{ref}", { ref: "v10" })).toMatchObject({
      sha: second,
      commit: { message: "second\n\nbody" },
      files: [],
    });
    expect(await get("GET /repos/{owner}/{repo}/compare/{basehead}", { basehead: "main...feature/one" })).toMatchObject(
      {
        status: "ahead",
        ahead_by: 1,
        commits: [{ sha: second }],
        merge_base_commit: { sha: head },
      },
    );
    expect(await get("GET /repos/{owner}/{repo}/git/ref/{ref}", { ref: "heads/feature/one" })).toMatchObject({
      object: { sha: second, type: "commit" },
    });
    const tag = await get("GET /repos/{owner}/{repo}/git/ref/{ref}", { ref: "tags/v10" });
    expect(tag.object.type).toBe("tag");
    expect(await get("GET /repos/{owner}/{repo}/git/tags/{tag_sha}", { tag_sha: tag.object.sha })).toMatchObject({
      tag: "v10",
      object: { sha: second },
    });
    expect((await get("GET /repos/{owner}/{repo}/git/matching-refs/{ref}", { ref: "tags/v1" })).length).toBe(2);
    expect(await get("GET /repos/{owner}/{repo}/git/commits/{commit_sha}", { commit_sha: next })).toMatchObject({
      parents: [],
    });
    for (const route of [
      "GET /user",
      "GET /rate_limit",
      "GET /meta",
      "GET /",
      "GET /orgs/acme",
      "GET /repos/{owner}/{repo}/collaborators/bob/permission",
    ]) {
      expect(await get(route, {})).toBeTypeOf("object");
    }
  });
});

describe("GraphQL reads", () => {
  test("say what git says", async () => {
    const { client, head, path } = await serveGitHub();
    await runGit(path, ["tag", "v1", head]);
    const second = await commitEmpty(path, "main", "second\n\nbody");
    const { repository, viewer, rateLimit } = await client("ada").graphql<any>(
      `query ($owner: String!, $name: String!) {
        viewer { login id }
        rateLimit { limit remaining cost resetAt }
        repository(owner: $owner, name: $name) {
          id databaseId name nameWithOwner isArchived isPrivate isEmpty url viewerPermission owner { login __typename }
          defaultBranchRef { name prefix target { oid ... on Commit {
            messageHeadline message committedDate authoredDate author { name email date user { login } }
            tree { oid } parents(first: 2) { totalCount nodes { oid } }
            history(first: 1) { totalCount pageInfo { hasNextPage endCursor } nodes { oid } edges { cursor } }
          } } }
          refs(refPrefix: "refs/tags/", first: 100, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
            totalCount
            nodes { name compare(headRef: "main") { aheadBy behindBy status commits(first: 10) { totalCount nodes { oid } } } }
          }
          object(expression: "main:") { __typename oid }
          nothing: ref(qualifiedName: "refs/heads/none") { name }
        }
      }`,
      { owner, name: repo },
    );
    expect(viewer.login).toBe("ada");
    expect(rateLimit).toMatchObject({ limit: 5000, cost: 1 });
    expect(repository).toMatchObject({
      nameWithOwner: SLUG,
      isEmpty: false,
      viewerPermission: "ADMIN",
      owner: { login: "acme", __typename: "Organization" },
      defaultBranchRef: {
        name: "main",
        prefix: "refs/heads/",
        target: {
          oid: second,
          messageHeadline: "second",
          author: { user: { login: "ada" } },
          parents: { nodes: [{ oid: head }] },
          history: { totalCount: 2, pageInfo: { hasNextPage: true }, nodes: [{ oid: second }] },
        },
      },
      refs: {
        nodes: [{ name: "v1", compare: { aheadBy: 1, status: "AHEAD", commits: { nodes: [{ oid: second }] } } }],
      },
      object: { __typename: "Tree" },
      nothing: null,
    });
  });
});
