import { expect, it } from "vitest";
import { guardSteps, type Guards } from "../../src/templates/guard-steps.js";

const given: Guards = {
  to: "prod",
  named: ["main"],
  databases: {},
  version: "16.2.0",
  looked: "looked",
  isLast: true,
};
const shapeOf = (more: Partial<Guards>): readonly string[] => {
  const { before, needs, after } = guardSteps({ ...given, ...more });
  const steps = [...before, ...after("deploy")].map((step) => `${step.id} after ${(step.needs ?? []).join(", ")}`);
  return [...steps, `the deploy after ${needs.join(", ")}`];
};

it("puts nothing before a deploy that names no database", () => {
  expect(shapeOf({ named: [] })).toEqual(["the deploy after looked"]);
});

it("looks at the database, then at its jobs, directly before the deploy", () => {
  expect(shapeOf({})).toEqual([
    "database-ready-prod after looked",
    "jobs-idle-prod after database-ready-prod",
    "the deploy after jobs-idle-prod",
  ]);
});

it("dumps first and holds new jobs back where that is configured", () => {
  const main = { dumps: { beforeDeploy: true }, intake: { pause: ["pause"], resume: ["resume"] } };
  expect(shapeOf({ databases: { main } })).toEqual([
    "dump-prod after looked",
    "database-ready-prod after dump-prod",
    "pause-prod after database-ready-prod",
    "jobs-idle-prod after pause-prod",
    "resume-prod after deploy",
    "the deploy after jobs-idle-prod",
  ]);
  expect(shapeOf({ databases: { main }, version: undefined })[0]).toBe("database-ready-prod after looked");
});

it("copies a snapshot first, in the last environment alone, and looks at it before it goes on", () => {
  const main = { rds: { instance: "proddb02" } };
  expect(shapeOf({ databases: { main } })).toEqual([
    "snapshot-prod after looked",
    "snapshot-ready-prod after snapshot-prod",
    "database-ready-prod after snapshot-ready-prod",
    "jobs-idle-prod after database-ready-prod",
    "the deploy after jobs-idle-prod",
  ]);
  expect(shapeOf({ databases: { main }, isLast: false })[0]).toBe("database-ready-prod after looked");
  const both = { main: { ...main, dumps: { beforeDeploy: true } } };
  expect(shapeOf({ databases: both })[3]).toBe("database-ready-prod after dump-prod, snapshot-ready-prod");
});
