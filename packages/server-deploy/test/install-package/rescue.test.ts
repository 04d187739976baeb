import { expect, test } from "vitest";
import { takenBack } from "../../src/install-package/rescue.js";
import type { TransactionState } from "../../src/transaction/transaction.js";

const has = (version: string, state = "ii") => ({ version, state, architecture: "all", isWhole: state === "ii" });
const old = { version: "1.0", state: "ii" };

test.each<[string, TransactionState, typeof old | null, ReturnType<typeof has> | null, readonly string[], string]>([
  ["the old one is there and runs", "ok", old, has("1.0"), [], "rolled-back"],
  ["nothing was there, and nothing is", "ok", null, null, [], "rolled-back"],
  ["the old one is there, and its service is down", "failed", old, has("1.0"), ["camera"], "failed"],
  ["the old one is there, and a check says no", "failed", old, has("1.0"), [], "failed"],
  ["the new one is still there", "failed", old, has("1.1"), [], "done"],
  ["the new one is still there, and its service is down", "failed", old, has("1.1"), ["camera"], "failed"],
  ["something is half installed", "failed", old, has("1.0", "iF"), [], "failed"],
  ["nothing is left", "failed", old, null, [], "failed"],
  ["it ended without a word", "unknown", old, has("1.0"), [], "unknown"],
  ["it is not over", "running", old, has("1.1"), [], "unknown"],
])("a host that is taken back with the fleet: %s", (_, ...row) => {
  const [state, expected, installed, idle, outcome] = row;
  expect(takenBack({ expected, version: "1.1" }, state, { installed }, idle)).toBe(outcome);
});
