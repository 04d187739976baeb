import { describe, expect, it } from "vitest";
import { gateOf } from "../../src/access/environment-gates.js";
import { joined } from "../../src/access/read-protection.js";
import { skewOf } from "../../src/access/read-token.js";

describe("protection", () => {
  const NOT_FOUND = { hidden: "Not Found" };
  const NONE = { hidden: "Branch not protected" };
  const NO_RULES = { found: [] };
  const review = { type: "pull_request", parameters: { required_approving_review_count: 1 } };

  it.each([
    {
      name: "none",
      branch: false,
      rules: NO_RULES,
      classic: NONE,
      is: { status: "absent", hidden: null, approvals: 0 },
    },
    {
      name: "none, for who is no administrator",
      branch: false,
      rules: NO_RULES,
      classic: NOT_FOUND,
      is: { status: "absent", hidden: null },
    },
    {
      name: "classic, hidden",
      branch: true,
      rules: NO_RULES,
      classic: NOT_FOUND,
      is: { status: "present", hidden: "Not Found", needsPullRequest: null, approvals: null },
    },
    {
      name: "a ruleset",
      branch: true,
      rules: { found: [review] },
      classic: NOT_FOUND,
      is: { status: "present", needsPullRequest: true, approvals: 1 },
    },
    {
      name: "a ruleset that blocks deletion only",
      branch: true,
      rules: { found: [{ type: "deletion" }] },
      classic: NONE,
      is: { status: "present", hidden: null, needsPullRequest: false, approvals: 0, exemptsAdmins: false },
    },
    {
      name: "an older server without rulesets",
      branch: false,
      rules: NOT_FOUND,
      classic: NONE,
      is: { status: "absent", hidden: null },
    },
    {
      name: "a plan without rulesets",
      branch: false,
      rules: { hidden: "Upgrade to GitHub Pro" },
      classic: NONE,
      is: { status: "absent", hidden: null },
    },
    {
      name: "rulesets that are hidden",
      branch: false,
      rules: { hidden: "Resource not accessible" },
      classic: NOT_FOUND,
      is: { status: "unreadable", hidden: "Resource not accessible", approvals: null },
    },
    {
      name: "classic and a ruleset, the stricter of both",
      branch: true,
      rules: { found: [review] },
      classic: { found: { required_pull_request_reviews: { required_approving_review_count: 2 } } },
      is: { status: "present", approvals: 2, exemptsAdmins: null },
    },
    {
      name: "an app that may be any",
      branch: true,
      rules: NO_RULES,
      classic: { found: { required_status_checks: { contexts: ["a", "b"], checks: [{ context: "a", app_id: -1 }] } } },
      is: {
        requiredChecks: [
          { name: "a", appId: null },
          { name: "b", appId: null },
        ],
      },
    },
  ])("$name", ({ branch, rules, classic, is }) => {
    expect(joined({ protected: branch }, rules, classic)).toMatchObject(is);
  });
});

it.each([
  { name: "without a Date", date: undefined, skew: null },
  { name: "within its second", date: "Thu, 01 Jan 1970 00:16:40 GMT", skew: 0 },
  { name: "ahead", date: "Thu, 01 Jan 1970 00:18:00 GMT", skew: 79_500 },
  { name: "behind", date: "Thu, 01 Jan 1970 00:15:00 GMT", skew: -99_200 },
])("the host's clock $name", ({ date, skew }) => expect(skewOf({ date }, 1_000_200, 1_000_500)).toBe(skew));

it.each([
  { name: "without rules", rules: undefined, gate: { reviewers: [], waitMinutes: 0, hasOtherRules: false } },
  {
    name: "with people and teams",
    rules: [{ type: "required_reviewers", reviewers: [{ reviewer: { login: "ada" } }, { reviewer: { slug: "ops" } }] }],
    gate: { reviewers: ["ada", "ops"] },
  },
  {
    name: "with a wait",
    rules: [{ type: "wait_timer", wait_timer: 30 }],
    gate: { waitMinutes: 30, hasOtherRules: false },
  },
  { name: "with branches", rules: [{ type: "branch_policy" }], gate: { hasOtherRules: true } },
])("an environment $name", ({ rules, gate }) => {
  expect(gateOf({ name: "prod", ...(rules === undefined ? {} : { protection_rules: rules }) })).toMatchObject({
    name: "prod",
    ...gate,
  });
});
