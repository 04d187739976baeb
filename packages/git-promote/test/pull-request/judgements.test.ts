import type { PullRequest, PullRequestView, Review } from "@signalbox/github";
import { describe, expect, test } from "vitest";
import { judge } from "../../src/pull-request-approved/judge.js";
import { input as approvedInput } from "../../src/pull-request-approved/pull-request-approved.js";
import { input as openInput } from "../../src/open-pull-request/input.js";
import { standingOf } from "../../src/open-pull-request/standing.js";

const [A, B] = ["a".repeat(40), "b".repeat(40)];

const pull = (change: Partial<PullRequest> = {}): PullRequest => ({
  number: 7,
  url: "https://github.com/acme/saltops/pull/7",
  title: "Promote test to prod",
  body: "",
  state: "open",
  isDraft: false,
  head: { owner: "acme", branch: "update-prod", commit: A, isFork: false, isThere: true },
  base: { branch: "prod", commit: B },
  author: "train",
  labels: [],
  requestedReviewers: [],
  askedBefore: [],
  reviews: [],
  isMergeable: true,
  mergeState: "clean",
  editedBy: null,
  editedAt: null,
  createdAt: "2026-03-02T09:00:00Z",
  mergedAt: null,
  closedAt: null,
  mergedBy: null,
  mergeCommit: null,
  ...change,
});

const view = (change: Partial<PullRequestView> = {}): PullRequestView => ({
  viewer: "train",
  isArchived: false,
  methods: ["merge"],
  headCommit: A,
  baseCommit: B,
  pullRequest: null,
  ...change,
});

const asked = { repository: "acme/saltops", head: "update-prod", base: "prod" };

describe("standing of a pull request to be opened", () => {
  test.each<[string, object, Partial<PullRequestView>, string]>([
    ["nothing yet", {}, {}, "new"],
    ["an open one", {}, { pullRequest: pull() }, "open"],
    ["merged at this head", {}, { pullRequest: pull({ state: "merged" }) }, "merged"],
    ["merged, and the branch is deleted", {}, { headCommit: null, pullRequest: pull({ state: "merged" }) }, "merged"],
    [
      "merged last week, pushed anew",
      {},
      { headCommit: B.replace("b", "c"), pullRequest: pull({ state: "merged" }) },
      "new",
    ],
    [
      "merged last week, to be pushed anew",
      { commit: "c".repeat(40) },
      { pullRequest: pull({ state: "merged" }) },
      "new",
    ],
    ["closed without a merge", {}, { pullRequest: pull({ state: "closed" }) }, "new"],
    ["the head is the base", {}, { headCommit: B }, "empty"],
    ["no such branch", {}, { headCommit: null }, "missing"],
    ["not pushed yet", { commit: A }, { headCommit: null }, "new"],
    ["a fork, which is not asked", { head: "kea:update-prod" }, { headCommit: null }, "new"],
  ])("%s", (_, change, seen, standing) => {
    expect(standingOf(openInput.parse({ ...asked, ...change }), view(seen)).is).toBe(standing);
  });
});

describe("approval", () => {
  const said = (by: string | null, state: Review["state"], commit: string | null = A): Review => ({
    by,
    state,
    commit,
    at: "2026-03-02T10:00:00Z",
  });
  test.each<[string, Review[], object, string]>([
    ["nobody yet", [], {}, "wait"],
    ["one", [said("rae", "approved")], {}, "pass"],
    ["one of two", [said("rae", "approved")], { minimum: 2 }, "wait"],
    ["the author's own", [said("Train", "approved")], {}, "wait"],
    ["of an older head", [said("rae", "approved", B)], {}, "wait"],
    ["of an older head, which counts", [said("rae", "approved", B)], { staleCounts: true }, "pass"],
    ["of a head that is gone", [said("rae", "approved", null)], {}, "wait"],
    ["taken back", [said("rae", "dismissed")], {}, "wait"],
    ["beside a wish for changes", [said("rae", "approved"), said("bob", "changes-requested")], {}, "wait"],
    ["of an account that is gone", [said(null, "approved")], {}, "wait"],
    ["of somebody who is not asked for", [said("bob", "approved")], { reviewers: ["rae"] }, "wait"],
    ["of the one who is asked for, in another case", [said("Rae", "approved")], { reviewers: ["rae"] }, "pass"],
    ["of another head than what is meant", [said("rae", "approved")], { commit: B }, "block"],
  ])("%s", (_, reviews, change, status) => {
    const input = approvedInput.parse({ ...asked, ...change });
    expect(judge(input, { view: view({ pullRequest: pull({ reviews }) }) }).status).toBe(status);
  });
});
