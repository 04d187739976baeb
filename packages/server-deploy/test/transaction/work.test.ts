import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  FIND_PROGRAM,
  FOLLOW_LOG_PROGRAM,
  LOG_PROGRAM,
  PRUNE_PROGRAM,
  RUN_PROGRAM,
  STAGE_PROGRAM,
} from "../../src/transaction/host-program/programs.js";
import { workOf } from "../../src/transaction/work.js";
import { request, script } from "./requests.js";

const parses = (text: string): void => void execFileSync("sh", ["-n"], { input: text, stdio: "pipe" });

describe("the programs that run on hosts", () => {
  it.each(Object.entries({ RUN_PROGRAM, FIND_PROGRAM, LOG_PROGRAM, STAGE_PROGRAM, PRUNE_PROGRAM, FOLLOW_LOG_PROGRAM }))(
    "%s is a script that fits into one word of a command",
    (_name, text) => {
      expect(() => parses(text)).not.toThrow();
      expect(text.length).toBeLessThan(16_000);
      expect(text).not.toMatch(/[^\n\t -~]/);
    },
  );
});

/** The words of a row as a shell reads them, without running anything. */
const wordsOf = (work: string): string[] =>
  execFileSync("sh", ["-s"], {
    input: `${work.slice(work.indexOf("\ncommands() {")).replace(/main\n$/, "")}\nstep() { printf '%s\\0' "$@"; }\ncommands\nrescue\n`,
    encoding: "utf8",
    stdio: "pipe",
  }).split("\0");

describe("the work of a transaction", () => {
  it("reads back the same words, whatever they are", () => {
    const word = fc.string({ unit: "grapheme", maxLength: 20 }).filter((text) => !/\0|\p{Surrogate}/u.test(text));
    fc.assert(
      fc.property(word, fc.array(word, { minLength: 1, maxLength: 4 }), word, (phase, args, value) => {
        const work = workOf(request([{ phase, argv: ["/bin/true", ...args], env: { SAID: value }, deadlineMs: 1500 }]));
        const line = phase.replace(/\p{Cc}+/gu, " ");
        expect(wordsOf(work)).toEqual(["-", "1.500", line, `SAID=${value}`, "/bin/true", ...args, ""]);
        expect(work.split("\n")[0]).toMatch(/^# [0-9a-f]{64} \{.*\}$/s);
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    ["an id of another kind", { id: "../../etc" }],
    ["an intent of another kind", { intent: "x" }],
    ["a NUL in a word", { commands: [script("a", "b\0c")] }],
    ["a broken character", { subject: "\ud800" }],
    ["no command", { commands: [] }],
    ["no program", { commands: [{ phase: "a", argv: [] }] }],
    ["a program that sets a variable", { commands: [{ phase: "a", argv: ["A=b"] }] }],
    ["a variable of no name", { commands: [script("a", "b", { env: { "A B": "c" } })] }],
    ["no time", { rescue: [script("a", "b", { deadlineMs: 0 })] }],
    ["a word longer than a command may have", { commands: [script("a", "b".repeat(50_000))] }],
  ])("refuses %s", (_what, wrong) => {
    expect(() => workOf(request([script("a", "true")], wrong))).toThrow(
      expect.objectContaining({ code: "ERR_INPUT_INVALID" }),
    );
  });
});
