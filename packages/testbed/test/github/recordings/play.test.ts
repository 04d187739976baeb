import { expect, test } from "vitest";
import { playScenario } from "./play-scenario.js";
import { readRecordings } from "./read-recordings.js";

/** How many requests of a scenario are played; the rest is outside, or comes after a write that is not served. */
const SCENARIOS = [
  ["branch-protection", 3],
  ["create-status", 4],
  ["errors", 1],
  ["get-content", 2],
  ["get-organization", 1],
  ["get-repository", 1],
  ["get-root", 1],
  ["git-refs", 3],
  ["labels", 3],
  ["release-assets", 7],
  ["release-assets-conflict", 7],
  ["rename-repository", 2],
] as const;

/** No request of theirs is served. */
const NOT_PLAYED = [
  "add-and-remove-repository-collaborator",
  "add-labels-to-issue",
  "create-file",
  "get-archive",
  "lock-issue",
  "mark-notifications-as-read",
  "markdown",
  "paginate-issues",
  "project-cards",
  "search-issues",
];

/** GitHub says them since 2022: today's description has them. */
const SINCE_THEN = /^\+(.*\.)?(user_view_type|has_discussions|immutable|updated_at|digest|archived_at|status)$/;

/** What the fake leaves out, by the scenario. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  // Rules of the fake name neither people nor teams.
  "branch-protection": ["-restrictions", "-required_pull_request_reviews.dismissal_restrictions"],
  // Comes from the service that keeps files.
  "release-assets-conflict": ["-request_id"],
  // It was an owner who asked; nobody else is told these.
  "get-organization": [
    ...["total_private_repos", "owned_private_repos", "private_gists", "disk_usage", "collaborators"],
    ...["billing_email", "default_repository_permission", "members_can_create_repositories"],
    ...["two_factor_requirement_enabled", "members_allowed_repository_creation_type"],
    ...["members_can_create_public_repositories", "members_can_create_private_repositories"],
    ...["members_can_create_internal_repositories", "members_can_create_pages"],
    ...["members_can_fork_private_repositories", "members_can_create_public_pages"],
    ...["members_can_create_private_pages", "web_commit_signoff_required", "plan"],
  ].map((key) => `-${key}`),
};

const recordings = readRecordings();

test("every scenario is played or named", () => {
  const named = [...SCENARIOS.map(([name]) => name), ...NOT_PLAYED];
  expect([...new Set(recordings.map(({ scenario }) => scenario))].sort()).toEqual(named.sort());
});

test.each(SCENARIOS)("%s: the fake answers %d requests as GitHub did", async (name, count) => {
  const played = await playScenario(recordings.filter(({ scenario }) => scenario === name));
  expect(played.map(({ statuses: [, answered] }) => answered)).toEqual(played.map(({ statuses: [was] }) => was));
  expect(played).toHaveLength(count);
  expect(played.map(({ refusals: [, answered] }) => answered)).toEqual(played.map(({ refusals: [was] }) => was));
  const differences = played.flatMap((each) => each.differences).filter((each) => !SINCE_THEN.test(each));
  expect(differences).toEqual(LEFT_OUT[name] ?? []);
});
