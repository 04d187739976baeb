import { expect, it } from "vitest";
import * as api from "../src/index.js";

it("exports exactly these values; a change of the list is a change of the public API", () => {
  expect(Object.keys(api).sort()).toEqual([
    "ReleaseError",
    "already",
    "callOptionsOf",
    "canonicalJson",
    "contextOf",
    "defineGate",
    "defineOperation",
    "digestOf",
    "done",
    "fanOut",
    "inputInvalid",
    "isReleaseError",
    "isSubsetOf",
    "parseInput",
    "pending",
    "planAndApply",
    "planDigest",
    "planStale",
    "planUnreadable",
    "preflight",
    "readPlan",
    "realSleep",
    "redactJson",
    "redactText",
    "toJson",
    "waitForGate",
    "wrapUnknown",
  ]);
});
