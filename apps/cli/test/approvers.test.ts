import { expect, it } from "vitest";
import type { Config } from "../src/config/load-config.js";
import { trainNamed } from "../src/trains/train-named.js";

const step = { id: "ok", type: "approval", question: "May it go on?" } as const;
const config = (train: object) => ({ approvers: ["ann"], trains: { t: train } }) as unknown as Config;

it("gives a train and its sign-offs the approvers of the configuration", () => {
  const train = trainNamed("t", config({ steps: [step, { ...step, id: "own", approvers: ["bob"] }] }), {});
  expect(train.approvers).toEqual(["ann"]);
  expect(train.steps).toMatchObject([{ approvers: ["ann"] }, { approvers: ["bob"] }]);
});

it("leaves a train its own approvers", () => {
  expect(trainNamed("t", config({ approvers: ["eve"], steps: [step] }), {}).approvers).toEqual(["eve"]);
});
