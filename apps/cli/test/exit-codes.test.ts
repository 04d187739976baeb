import { expect, it } from "vitest";
import { exitCodeOfProblems } from "../src/exit-codes.js";

it.each([
  { codes: [], code: 0 },
  { codes: ["ERR_REMOTE_UNREACHABLE"], code: 1 },
  { codes: ["ERR_REMOTE_UNREACHABLE", "ERR_UNEXPECTED"], code: 1 },
  { codes: ["ERR_REMOTE_UNREACHABLE", "ERR_GATE_BLOCKED"], code: 4 },
  { codes: ["ERR_TAG_TAKEN"], code: 4 },
  { codes: ["ERR_HOST_LOCKED", "ERR_HOST_LOCKED"], code: 6 },
  { codes: ["ERR_HOST_LOCKED", "ERR_TAG_TAKEN"], code: 4 },
  { codes: ["ERR_CHANNEL_UNKNOWN", "ERR_CHANNEL_INVALID"], code: 2 },
  { codes: ["ERR_CHANNEL_UNKNOWN", "ERR_SENT_UNKNOWN"], code: 4 },
  { codes: ["ERR_TOO_MANY_UNREACHABLE"], code: 1 },
  { codes: ["ERR_REMOTE_UNREACHABLE", "ERR_TAG_TAKEN", "ERR_MERGE_CONFLICT"], code: 5 },
])("a plan with the problems $codes ends with $code", ({ codes, code }) => {
  expect(exitCodeOfProblems(codes.map((name) => ({ code: name })))).toBe(code);
});
