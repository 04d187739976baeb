import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byLine } from "../../src/transaction/lines.js";
import { readLogLine, secretLines, toldLine } from "../../src/transaction/log-line.js";
import { reportOf } from "../../src/transaction/report.js";
import { readReport } from "../../src/transaction/view.js";
import { workOf } from "../../src/transaction/work.js";
import { request, script } from "./requests.js";

const asked = request([script("installing", "a"), script("checking", "b")], { rescue: [script("undoing", "c")] });
const about = workOf(asked).split("\n")[0] ?? "";
const BEGIN = "begin 2026-11-22T16:45:00Z";

describe("what a host says of a transaction", () => {
  it.each([
    ["begun", [BEGIN], "alive", { state: "running", phase: null, startedAt: "2026-11-22T16:45:00Z", endedAt: null }],
    ["not yet begun", [], "alive", { state: "running", phase: null, startedAt: null }],
    ["at a command", [BEGIN, "run command 0"], "alive", { state: "running", phase: "installing" }],
    ["killed at a command", [BEGIN, "run command 0"], "dead", { state: "unknown", phase: "installing", ended: [] }],
    [
      "ended, while its end is still told",
      [BEGIN, "run command 0", "ran command 0 exit 0", "end ok 2026-11-22T16:46:00Z"],
      "alive",
      { state: "ok", endedAt: "2026-11-22T16:46:00Z", ended: [{ code: 0, isLate: false, isRescue: false }] },
    ],
    [
      "gone back, with a torn line from a full disk",
      [
        BEGIN,
        "run command 1",
        "ran comm",
        "",
        "ran command 1 deadline 124",
        "run rescue 0",
        "ran rescue 0 exit 0",
        "end rolled-back 2026-11-22T16:46:00Z",
      ],
      "dead",
      {
        state: "rolled-back",
        phase: "undoing",
        ended: [
          { phase: "checking", code: null, isLate: true, isRescue: false },
          { phase: "undoing", code: 0, isLate: false, isRescue: true },
        ],
      },
    ],
    ["of a word that we never write", [BEGIN, "end marvellous now"], "dead", { state: "unknown", endedAt: null }],
  ] as const)("%s", (_what, journal, end, view) => {
    expect(readReport({ about, journal, logBytes: 7, end })).toMatchObject({ id: asked.id, logBytes: 7, ...view });
  });

  it("is nothing, when it never began or was not heard to the end", () => {
    expect(readReport({ about, journal: [], logBytes: 0, end: "dead" })).toBeNull();
    expect(readReport({ about: null, journal: [BEGIN], logBytes: 0, end: "dead" })).toBeNull();
    expect(readReport({ about, journal: [BEGIN, "end ok 2026-11-22T16:46:00Z"], logBytes: 0, end: null })).toBeNull();
  });

  it("never throws, and never calls a success what has no end", () => {
    const line = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.constantFrom(
        "about # x {}",
        `about ${about}`,
        "journal run command 9",
        "journal ran",
        "journal end",
        "end alive",
        "end dead",
        "log -1",
        "log 99999999999999999999",
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const report = reportOf();
        for (const one of lines) report.hear(one);
        const view = readReport(report.heard());
        expect(view?.state).not.toBe("ok");
        expect(JSON.stringify(view)).not.toMatch(/\\u00[01]/);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a line of a log", () => {
  it.each([
    ["colours and titles", "\u001b[1;31mred\u001b[0m \u001b]0;title\u0007text\u001b(B", "red text"],
    ["a line written over", "10%\r50%\r100%", "100%"],
    ["an end of Windows", "text\r", "text"],
    ["a tab and a bell", "a\tb\u0007", "a b"],
    ["text that runs backwards", "a\u202eb", "ab"],
    ["a token", "got ghp_0123456789abcdefghijABCDEFGHIJ", "got ***"],
    ["a secret of ours", "password hunter22 and more", "password *** and more"],
    ["a secret behind colours", "hun\u001b[0mter22", "***"],
    ["letters of the world", "größe ✓", "größe ✓"],
  ])("%s", (_what, text, told) => {
    expect(toldLine(text, secretLines(["hunter22\nsecond line"]))).toBe(told);
  });

  it("is told without a control character, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(toldLine(text)).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  it("has its place in front", () => {
    expect(readLogLine("12:a:b")).toEqual({ atByte: 12, text: "a:b" });
    expect(readLogLine("about 12:a")).toBeNull();
    expect(readLogLine("end dead")).toBeNull();
  });
});

describe("text by line", () => {
  it("is the same however it was cut", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 10 })), (parts) => {
        const heard: string[] = [];
        const hear = byLine((line) => heard.push(line));
        const text = parts.map((part) => `${part}\n`.slice(0, part.length % 2 === 0 ? undefined : -1)).join("");
        for (const character of text) hear(character);
        expect(heard).toEqual(text.split("\n").slice(0, -1));
      }),
    );
  });

  it("is cut where it has no end", () => {
    const heard: string[] = [];
    const hear = byLine((line) => heard.push(line));
    for (let index = 0; index < 40; index += 1) hear("x".repeat(10_000));
    hear("\nnext\n");
    expect(heard.map(({ length }) => length)).toEqual([65_536, 4]);
  });
});
