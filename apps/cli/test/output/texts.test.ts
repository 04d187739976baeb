import type { Plan, Receipt } from "@signalbox/release-core";
import { expect, it } from "vitest";
import type { TrainPlan } from "@signalbox/release-train";
import { planText } from "../../src/output/plan-text.js";
import { receiptText } from "../../src/output/receipt-text.js";
import { styleOf } from "../../src/output/style.js";
import { trainPlanText } from "../../src/output/train-plan-text.js";
import { unreleasedText } from "../../src/output/unreleased-text.js";

const style = styleOf(false);

it("a report tells how many components could not be read, without the escape sequences of a remote", () => {
  const component = { repository: "r", mainline: "main", latest: null, unreleased: [], warnings: [] };
  const error = { code: "ERR_X", message: "gone\u001b[2J", hint: "look" };
  const text = unreleasedText(
    {
      format: 1,
      components: [
        { ...component, name: "api" },
        { ...component, name: "web", mainline: null, error },
      ],
    },
    style,
  );
  expect(text).toContain("0 of 1 component with unreleased changes, 0 commits. 1 could not be read.");
  expect(text).not.toContain("\u001b");
});

it.each([
  ["refs/heads/update-prod", "next: have update-prod reviewed and merged into prod"],
  ["refs/heads/prod", null],
])("a receipt of a push to %s ends with %s", (ref, next) => {
  const action = { type: "push-branch", summary: "Push", ref, target: { ref: "refs/heads/prod" } };
  const receipt = {
    kind: "promote-branch",
    target: "salt",
    applied: [{ action, outcome: "done", result: null }],
  } as const;
  const text = receiptText(receipt, style);
  expect(text.includes("next:")).toBe(next !== null);
  expect(text).toContain(next ?? "Push");
});

it("a plan and a receipt of nothing to do say when each channel was told", () => {
  const channels = [{ channel: "team", standing: "sent", accepted: [], refused: [], at: "2026-03-02T09:00:00.000Z" }];
  const fields = { kind: "announce", target: "out", input: null, actions: [], problems: [], warnings: [] };
  const plan: Plan = { format: 1, ...fields, facts: { channels }, digest: "0" };
  const said = "nothing to do: team was told on 2026-03-02T09:00:00.000Z";
  expect(planText(plan, style)).toContain(said);
  expect(receiptText({ kind: "announce", target: "out", applied: [] }, style, plan)).toContain(said);
});

it("a report tells of the same tag of one repository once, and of each repository's own", () => {
  const warning = { code: "tag-malformed", message: "The tag 2.1 is no version.", hint: "look" };
  const component = { mainline: "main", latest: null, unreleased: [], warnings: [warning] };
  const components = ["mono", "mono", "other"].map((repository, index) => ({
    ...component,
    name: `c${index}`,
    repository,
  }));
  expect(unreleasedText({ format: 1, components }, style).match(/The tag 2\.1/g)).toHaveLength(2);
});

it("a plan tells what several steps warn of once, with their names", () => {
  const warning = { code: "tag-malformed", message: "The tag 2.1 is no version.", hint: "look" };
  const warnings = ["tag[a]", "tag[b]"].map((step) => ({ step, ...warning }));
  const plan = { train: "weekly", steps: [], problems: [], warnings, digest: "0" } as unknown as TrainPlan;
  expect(trainPlanText(plan, style)).toContain("! tag[a, b]: The tag 2.1 is no version.");
});

it("why a gate blocks is told once, with what to do, and beside the step only where it is waived", () => {
  const verdict = { status: "block", reason: "prod is old", hint: "merge it", evidence: null };
  const step = { key: "old", title: "old", type: "gate", status: "planned", plan: null, verdict, bound: null };
  const problem = { step: "old", code: "ERR_GATE_BLOCKED", message: "Step old blocks: prod is old", hint: "merge it" };
  const plan = { train: "weekly", steps: [step], problems: [problem], warnings: [], digest: "0" };
  const blocked = trainPlanText(plan as unknown as TrainPlan, style);
  expect(blocked.match(/prod is old/g)).toHaveLength(1);
  expect(blocked).toMatch(/1\. old\n +block\n.* old: Step old blocks: prod is old \[ERR_GATE_BLOCKED\]/);
  const waived = { ...plan, problems: [], steps: [{ ...step, bound: { waived: "by hand" } }] };
  expect(trainPlanText(waived as unknown as TrainPlan, style)).toMatch(/waived: by hand\n +block: prod is old/);
});

it("a plan with nothing to do says which review branch waits", () => {
  const plan = {
    target: "config.git: test → prod",
    actions: [],
    problems: [],
    warnings: [],
    digest: "0".repeat(64),
    facts: { standing: "awaiting", review: { ref: "refs/heads/update-prod", head: "a".repeat(40) } },
  } as unknown as Plan;
  expect(planText(plan, style)).toContain("nothing to do: update-prod waits for its review and merge");
  expect(planText({ ...plan, facts: { standing: "merged" } }, style)).toMatch(/nothing to do\n/);
});

it("and which pull request does, also after there was nothing to apply", () => {
  const pullRequest = { number: 7, url: "https://github.com/acme/config/pull/7", state: "open" };
  const target = "config.git: update-prod → prod";
  const plan = {
    ...{ kind: "open-pull-request", target, actions: [], problems: [], warnings: [], digest: "0".repeat(64) },
    facts: { standing: "open", pullRequest },
  } as unknown as Plan;
  const receipt = { kind: plan.kind, target, applied: [] } as unknown as Receipt;
  for (const text of [planText(plan, style), receiptText(receipt, style, plan)]) {
    expect(text).toContain("nothing to do: #7 waits for its review and merge");
    expect(text).toContain("see: https://github.com/acme/config/pull/7");
  }
});

it("a release of Google Play: the track before and after, what is not known, and what a person has to do", () => {
  const old = { name: "16.11.0", versionCodes: [8_549_708] };
  const summary = "Upload 8549808 to beta of com.openchsclient, for 20 % of users";
  const after = [old, { name: null, versionCodes: [8_549_808] }];
  const action = { type: "put-release", summary, before: [old], after };
  const target = "com.openchsclient: beta";
  const plan = { target, actions: [action], problems: [], warnings: [], digest: "0".repeat(64) } as unknown as Plan;
  expect(planText(plan, style)).toContain(
    "      before  16.11.0 (8549708)\n      after   16.11.0 (8549708); 8549808\n",
  );
  const receiptOf = (result: object): string =>
    receiptText({ target, applied: [{ action, outcome: "done", result }] } as unknown as Receipt, style);
  expect(receiptOf({ needsConsole: true, lifecycle: "NOT_SENT_FOR_REVIEW" })).toContain("next: send it for review");
  expect(receiptOf({ needsConsole: false, lifecycle: "IN_REVIEW" })).toContain("now: in review by Google");
  expect(receiptOf({ needsConsole: false, lifecycle: "PUBLISHED" })).not.toContain("now:");
  const warning = { code: "share-unseen", message: "8549808 is on beta already; which share is not seen.", hint: "" };
  const rest = { ...plan, actions: [], warnings: [warning] } as unknown as Plan;
  expect(receiptText({ target, applied: [] } as unknown as Receipt, style, rest)).toContain(
    "nothing to do\n  ! 8549808 is on beta already",
  );
});
