import type { TrainPlan } from "@signalbox/release-train";
import { expect, it } from "vitest";
import type { Session } from "../../src/session.js";
import { afterFailure } from "../../src/trains/after-failure.js";
import { sameCommand } from "../../src/trains/same-command.js";

const session = (values: object): Session => ({ values }) as unknown as Session;

it.each([
  [{}, "signalbox run weekly"],
  [{ out: "a plan.json" }, "signalbox plan weekly --out 'a plan.json'"],
  [
    { cwd: "../fleet", set: ["release=16.3", "title=it's late"], skip: ["tag[api]"], waive: ["old"] },
    String.raw`signalbox run weekly --cwd ../fleet --set release=16.3 --set 'title=it'\''s late' --skip 'tag[api]' --waive old`,
  ],
])("what was typed as %j is typed again as a shell takes it", (values, line) => {
  expect(sameCommand(session(values), "weekly")).toBe(line);
});

it("a plan of a file tells its parameters itself", () => {
  const approved = { parameters: { release: "16.3", maxAgeDays: 3 } } as unknown as TrainPlan;
  const line = "signalbox run weekly --set release=16.3 --set maxAgeDays=3";
  expect(sameCommand(session({ plan: "plan.json" }), "weekly", approved)).toBe(line);
});

it("a gate that blocks a run is waived by the line that its error ends with", () => {
  const error = { code: "ERR_GATE_BLOCKED", details: { step: "built[api]" } };
  expect(afterFailure({ run: "weekly-1", error })).toMatch(
    /resume weekly-1` .* signalbox waive weekly-1 'built\[api\]' --as <who> --reason "<why>"$/,
  );
  expect(afterFailure({ run: "weekly-1", error: { code: "ERR_REMOTE_UNREACHABLE" } })).not.toContain("waive");
});
