import { provesReadOnly } from "@signalbox/testbed";
import { expect, test } from "vitest";
import { promoteBranch, promotionMerged } from "../../src/index.js";
import { identity, serveRepository, twoChanges } from "../served-repository.js";

test.each([
  ["merge", { status: "pass", evidence: { squashed: false } }],
  ["squash", { status: "pass", evidence: { squashed: true } }],
] as const)("waits for a reviewer, and passes after a %s", async (method, passed) => {
  const served = await serveRepository(twoChanges);
  const { repository, repositories, server } = served;
  const names = { repository, from: "test", to: "prod" };
  const promote = promoteBranch({ repositories, identity });
  const plan = await promote.plan(names);
  await promote.apply(plan);
  const gate = promotionMerged({ repositories });
  const promoted = plan.actions[0]?.oid ?? null;

  const waiting = await provesReadOnly(server, () => gate.check({ ...names, promoted }));
  expect(waiting).toMatchObject({
    status: "wait",
    evidence: { review: { ref: "refs/heads/update-prod", head: promoted } },
  });
  await served.merge("update-prod", "prod", method, true);
  expect(await gate.check({ ...names, promoted })).toMatchObject(passed);
  expect(await gate.check(names)).toMatchObject(passed);
});

test("blocks when the review branch vanished unmerged", async () => {
  const { repository, repositories } = await serveRepository(twoChanges);
  const verdict = await promotionMerged({ repositories }).check({ repository, from: "test", to: "prod" });
  expect(verdict).toMatchObject({ status: "block", evidence: { review: { head: null } } });
});
