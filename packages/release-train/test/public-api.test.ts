import { expect, it } from "vitest";
import * as conformance from "../src/conformance/index.js";
import * as api from "../src/index.js";

it("exports exactly these values; a change of the list is a change of the public API", () => {
  expect(Object.keys(api).sort()).toEqual([
    "abortRun",
    "decide",
    "defineTrain",
    "errorJson",
    "itemName",
    "journalEngine",
    "mayDecide",
    "planDifferences",
    "planReasons",
    "planStale",
    "planTrain",
    "readJournal",
    "readTrainPlan",
    "replay",
    "resumeTrain",
    "reviveError",
    "runTrain",
    "stepKey",
    "takeLock",
    "thisMachine",
    "topicOf",
    "trainSchema",
  ]);
  expect(Object.keys(conformance)).toEqual(["engineConformance"]);
});
