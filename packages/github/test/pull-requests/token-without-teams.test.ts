import { expect, test } from "vitest";
import type { GitHubClient } from "../../src/client.js";
import { pullRequestsOn } from "../../src/index.js";
import { NEW, serveScene, WANTED } from "./scene.js";

const SCOPES =
  "Your token has not been granted the required scopes to execute this query. The 'combinedSlug' field requires one of the following scopes: ['read:org', 'read:discussion'], but your token has only been granted the: ['repo'] scopes.";

/** GitHub looks at the fields of a query before it looks for anything: so it refuses one about teams to some tokens. */
const refusingTeams = (client: GitHubClient): { readonly client: GitHubClient; readonly asked: string[] } => {
  const asked: string[] = [];
  return {
    asked,
    client: {
      request: (route, parameters) => {
        asked.push(route);
        return client.request(route, parameters);
      },
      graphql: (text, variables) => {
        asked.push(/^\s*\w+ \w+/.exec(text)?.[0].trim() ?? "");
        if (!text.includes("on Team")) return client.graphql(text, variables);
        const errors = [{ type: "INSUFFICIENT_SCOPES", message: SCOPES }];
        const response = { data: null, errors };
        return Promise.reject(Object.assign(new Error(SCOPES), { data: null, errors, response, headers: {} }));
      },
    },
  };
};

test("a token that may not read teams finds pull requests all the same", async () => {
  const scene = await serveScene();
  const { client, asked } = refusingTeams(scene.client("ada"));
  const pulls = pullRequestsOn(client);
  const { number } = await pulls.open(NEW);
  expect((await pulls.find(WANTED)).pullRequest).toMatchObject({ number, requestedReviewers: [] });
  expect(asked).toEqual(["POST /repos/{owner}/{repo}/pulls", "query FindPullRequest", "query FindPullRequest"]);
});

test("and the names of who was asked, teams too, so that nobody is asked twice", async () => {
  const scene = await serveScene();
  const { client } = refusingTeams(scene.client("ada"));
  const pulls = pullRequestsOn(client);
  const { number } = await pulls.open(NEW);
  await pulls.update({ repository: WANTED.repository, number, reviewers: ["rae", "acme/crew"] });
  const expected = { requestedReviewers: ["rae", "acme/crew"], askedBefore: ["rae"] };
  const askedBefore = ["rae", "acme/crew"];
  expect((await scene.pulls.find(WANTED)).pullRequest).toMatchObject({ ...expected, askedBefore });
  expect((await pulls.find(WANTED)).pullRequest).toMatchObject(expected);
  expect((await pulls.read({ repository: WANTED.repository, number })).pullRequest).toMatchObject(expected);
});
