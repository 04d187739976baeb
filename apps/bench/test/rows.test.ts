import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { median, output, sideBySide } from "../src/measure.js";
import { notMeasured, row } from "../src/row.js";
import { table } from "../src/table.js";
import { commandsIn } from "../src/topics/startup.js";

const base = { topic: "t", case: "c", metric: "ms", against: "that 1.0" };

describe("row", () => {
  it.each([
    [
      { value: 170, reference: 100, goal: { atMost: 1.7 } },
      { ratio: 1.7, goal: "<= 1.7", holds: true },
    ],
    [
      { value: 171, reference: 100, goal: { atMost: 1.7 } },
      { ratio: 1.71, holds: false },
    ],
    [
      { value: 4, goal: { atMost: 4 } },
      { reference: null, ratio: null, holds: true },
    ],
    [{ value: 5, goal: { atMost: 4 } }, { holds: false }],
    [
      { value: 0.123456, reference: 0.1, goal: { atMost: 2 } },
      { value: 0.123, ratio: 1.23 },
    ],
  ])("judges %j", (measured, expected) => {
    expect(row({ ...base, ...measured })).toMatchObject(expected);
  });

  it("never calls holding what was not measured", () => {
    expect(notMeasured("t", "c", { atMost: 1 }, "no server here")).toMatchObject({
      value: null,
      holds: null,
      against: "no server here",
    });
  });
});

describe("median", () => {
  it.each([
    [[3], 3],
    [[5, 1, 3], 3],
    [[4, 1, 2, 3], 2.5],
  ])("of %j is %d", (figures, expected) => {
    expect(median(figures)).toBe(expected);
  });

  it("has as many figures below as above, and needs one", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 }), (figures) => {
        const middle = median(figures);
        expect(figures.filter((figure) => figure < middle).length).toBeLessThanOrEqual(figures.length / 2);
        expect(figures.filter((figure) => figure > middle).length).toBeLessThanOrEqual(figures.length / 2);
      }),
    );
    expect(() => median([])).toThrow(RangeError);
  });
});

describe("sideBySide", () => {
  it("drops the first round, changes who begins, and mixes up nobody", async () => {
    const order: string[] = [];
    const ours = [100, 1, 2, 3];
    const theirs = [900, 10, 20, 30];
    const figures = await sideBySide(3, {
      ours: async () => (order.push("ours"), ours.shift() ?? NaN),
      theirs: async () => (order.push("theirs"), theirs.shift() ?? NaN),
    });
    expect(figures).toEqual({ ours: 2, theirs: 20 });
    expect(order).toEqual(["ours", "theirs", "theirs", "ours", "ours", "theirs", "theirs", "ours"]);
  });
});

describe("output", () => {
  const node = (script: string) => ({ file: process.execPath, args: ["-e", script], env: {} });
  const { signal } = new AbortController();

  it("gives what a process printed, and refuses one that failed", async () => {
    expect(await output(node("process.stdout.write('x')"), signal)).toBe("x");
    await expect(output(node("process.stderr.write('last words'); process.exit(3)"), signal)).rejects.toThrow(
      "last words",
    );
  });

  it("ends a process at the deadline", async () => {
    await expect(output(node("setInterval(() => {}, 1000)"), AbortSignal.timeout(300))).rejects.toThrow("abort");
  });
});

it("finds the commands in a help text", () => {
  const help =
    "Usage: x <command>\n\nLook\n  status [run]   where a run stands\n  log <run>      what happened\n\n  -h, --help     this\n";
  expect(commandsIn(help)).toEqual(["status", "log"]);
});

it("prints one line a row", () => {
  const rows = [
    row({ ...base, value: 2, reference: 1, goal: { atMost: 1 } }),
    notMeasured("t", "d", { atMost: 1 }, "why"),
  ];
  expect(table(rows).split("\n")).toMatchObject(
    [/^topic/, /MISSED/, /why$/, ""].map((pattern) => expect.stringMatching(pattern)),
  );
});
