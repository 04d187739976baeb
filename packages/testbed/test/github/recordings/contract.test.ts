import { expect, test } from "vitest";
import { loadContract } from "../../../src/github/contract/contract.js";
import { mayRefuse } from "../../../src/github/contract/may-refuse.js";
import { readRecordings, type Recorded } from "./read-recordings.js";

/** Requests of the recordings that nothing of ours sends: the slice has no operation for them. */
const OUTSIDE = [
  "DELETE /repos/~",
  "DELETE /repos/~/collaborators/octokit-fixture-user-b",
  "DELETE /repos/~/issues/1/lock",
  "DELETE /repositories/0",
  "GET /repos/~/git/refs/",
  "GET /repos/~/invitations",
  "GET /repos/~/tarball/main",
  "GET /search/issues",
  "GET /~/legacy.tar.gz/refs/heads/main",
  "PATCH /repos/~",
  "PATCH /repositories/0",
  "PATCH /user/repository_invitations/0",
  "POST /markdown",
  "POST /markdown/raw",
  "POST /orgs/octokit-fixture-org/repos",
  "PUT /notifications",
  "PUT /repos/~/collaborators/octokit-fixture-user-b",
  "PUT /repos/~/issues/1/lock",
  "PUT /teams/0/repos/~",
];

/** Classic projects, which GitHub has removed: its description of today does not know them. */
const GONE = /\/projects(\/|$)/;

/** What today's description asks for and answers of 2022 do not have. Whatever else is wrong fails the test. */
const SINCE_THEN: Readonly<Record<string, readonly string[]>> = {
  "must have required property 'archived_at'": ["get-organization GET /orgs/octokit-fixture-org"],
  "must have required property 'has_discussions'": [
    "get-repository GET /repos/~",
    "rename-repository GET /repositories/0",
  ],
  // Of a team, since an enterprise has teams too.
  "must have required property 'type'": ["branch-protection PUT /repos/~/branches/main/protection"],
  "must have required property 'digest'": [
    "release-assets POST /repos/~/releases/0/assets",
    "release-assets GET /repos/~/releases/0/assets",
    "release-assets GET /repos/~/releases/assets/0",
    "release-assets PATCH /repos/~/releases/assets/0",
    "release-assets-conflict POST /repos/~/releases/0/assets",
    "release-assets-conflict GET /repos/~/releases/0/assets",
    "release-assets-conflict POST /repos/~/releases/0/assets",
  ],
};

test("71 recorded requests and their answers are as the contract says, 61 are of other operations", async () => {
  const contract = await loadContract();
  const outside: string[] = [];
  const found: Record<string, string[]> = {};
  let replayed = 0;
  for (const recorded of readRecordings()) {
    const { method, url, status, body, answer } = recorded;
    const route = contract.match(method, pathOf(recorded));
    if (route === null) {
      outside.push(recorded.name.replace(/^\S+ /, ""));
      continue;
    }
    replayed += 1;
    const asked = contract.requestProblems(route, Object.fromEntries(url.searchParams), body);
    const answered = mayRefuse(route, status) ? [] : contract.responseProblems(route, status, answer);
    for (const problem of [...asked.map((each) => `asked: ${each}`), ...answered.map(withoutPlace)]) {
      (found[problem] ??= []).push(recorded.name);
    }
  }
  expect({ replayed, outside: outside.length }).toEqual({ replayed: 71, outside: 61 });
  expect([...new Set(outside)].filter((name) => !GONE.test(name)).sort()).toEqual(OUTSIDE);
  expect(found).toEqual(SINCE_THEN);
});

/** `/repositories/<id>` is the same repository by its number. */
const pathOf = ({ url }: Recorded): string => url.pathname.replace(/^\/repositories\/\d+/, "/repos/by/number");

/** `/0 must have required property 'digest' {…}`, wherever in the answer it is. */
const withoutPlace = (problem: string): string => problem.replace(/^\S* (.*) \{.*\}$/, "$1");
