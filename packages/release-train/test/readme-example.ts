import { it } from "vitest";

import { decide, defineTrain, journalEngine, planTrain, resumeTrain, runTrain } from "../src/index.js";

const weekly = defineTrain({
  name: "weekly",
  approvers: ["ann"],
  parameters: { components: ["audiobait", "modemd"] },
  steps: [
    { id: "idle", type: "gate", uses: "jobs-idle" },
    {
      id: "tag",
      type: "operation",
      uses: "tag-release",
      needs: ["idle"],
      forEach: { $ref: "train.components" },
      with: { repository: { $ref: "item" } },
    },
    { id: "tell", type: "operation", uses: "post-message", with: { text: { $ref: "tag[modemd].results/0/tag" } } },
  ],
});

const engine = journalEngine({ dir: ".signalbox/runs" });
const plan = await planTrain(weekly, kinds); // reads only; every problem of every step is in plan.problems
let run = await runTrain({ engine, train: weekly, kinds, runId: "weekly-1", plan });
if (run.status === "waiting") {
  // the process may end here; the rest is data
  await decide({ engine, runId: "weekly-1", key: "plan", decision: { verdict: "approve", by: { as: "ann" } } });
  run = await resumeTrain({ engine, trains: () => weekly, kinds, runId: "weekly-1" });
}

import { engineConformance } from "../src/conformance/index.js";
for (const { name, run } of engineConformance(makeEngine)) it(name, run);

// What the reader brings.
declare const kinds: Parameters<typeof planTrain>[1];
declare const makeEngine: Parameters<typeof engineConformance>[0];
