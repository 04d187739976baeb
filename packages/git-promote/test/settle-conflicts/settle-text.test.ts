import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseConflicts } from "../../src/settle-conflicts/conflict-text.js";
import { higherVersion } from "../../src/settle-conflicts/higher-version.js";
import { settleText } from "../../src/settle-conflicts/settle-text.js";
import { rulesFor, versionRule } from "../../src/settle-conflicts/version-rule.js";

const rules = [
  { files: "package.json", pattern: '"version": "(?<version>[^"]+)"' },
  { files: "package.json", pattern: '"openchs-models": "(?<version>[^"]+)"' },
];

/** A conflict as git writes it, of lines that both sides have around one hunk. */
function conflict(ours: string, theirs: string, around: { before?: string; after?: string } = {}) {
  const { before = "{\n", after = "}\n" } = around;
  const ended = (side: string): string => (side === "" || side.endsWith("\n") ? side : `${side}\n`);
  const whole = (side: string): Buffer => Buffer.from(`${before}${side}${after}`);
  const partial = `${before}<<<<<<< ours\n${ended(ours)}=======\n${ended(theirs)}>>>>>>> theirs\n${after}`;
  return { ours: whole(ours), theirs: whole(theirs), partial: Buffer.from(partial) };
}
const settled = (given: Parameters<typeof settleText>[0]): string => {
  const answer = settleText(given, rules);
  return "why" in answer ? `open: ${answer.why}` : Buffer.from(answer.content).toString();
};

describe("which version wins", () => {
  test.each([
    ["1.33.54", "1.33.55", "1.33.55"],
    ["1.32.32", "1.32.31", "1.32.32"],
    ["1.32.9", "1.32.10", "1.32.10"],
    // avni-models 1.32.00, which is no strict version.
    ["1.31.99", "1.32.00", "1.32.00"],
    ["16.2", "16.2.1", "16.2.1"],
    ["1.0.0-rc.1", "1.0.0", "1.0.0"],
    ["1.0.0-rc.2", "1.0.0-rc.10", "1.0.0-rc.10"],
    ["v1.2.3", "1.2.4", "1.2.4"],
    ["1.32.0", "1.32.00", null],
    ["^1.2.0", "1.3.0", null],
    ["github:acme/models", "1.3.0", null],
    ["", "1.3.0", null],
  ])("of %s and %s: %s", (a, b, winner) => {
    expect([higherVersion(a, b), higherVersion(b, a)]).toEqual([winner, winner]);
  });
});

describe("settling a file by rules", () => {
  test.each([
    [
      "the higher version of theirs",
      '  "version": "1.0.1",\n',
      '  "version": "1.0.2",\n',
      '{\n  "version": "1.0.2",\n}\n',
    ],
    [
      "the higher version of ours",
      '  "version": "1.0.3",\n',
      '  "version": "1.0.2",\n',
      '{\n  "version": "1.0.3",\n}\n',
    ],
    [
      "each line of a hunk by itself",
      '  "version": "1.0.3",\n  "private": true,\n  "openchs-models": "1.2.0",\n',
      '  "version": "1.0.2",\n  "private": true,\n  "openchs-models": "1.3.0",\n',
      '{\n  "version": "1.0.3",\n  "private": true,\n  "openchs-models": "1.3.0",\n}\n',
    ],
    [
      "line ends of its own",
      '  "version": "1.0.1",\r\n',
      '  "version": "1.0.2",\r\n',
      '{\n  "version": "1.0.2",\r\n}\n',
    ],
  ])("%s", (_, ours, theirs, whole) => {
    expect(settled(conflict(ours, theirs))).toBe(whole);
  });

  test.each([
    ["another line", '  "name": "a",\n', '  "name": "b",\n', /no rule chooses/],
    ["a line that differs in more", '  "version": "1.0.1",\n', '  "version": "1.0.2"\n', /no rule chooses/],
    ["a change of the line ends", '  "version": "1.0.1",\r\n', '  "version": "1.0.2",\n', /no rule chooses/],
    ["a removed line", '  "version": "1.0.1",\n', "", /more than versions/],
    ["an added line", '  "version": "1.0.1",\n', '  "version": "1.0.2",\n  "type": "module",\n', /more than versions/],
    ["versions without an order", '  "version": "1.0.1",\n', '  "version": "next",\n', /no rule chooses/],
    ["markers that were committed", '  "version": "1.0.1",\n', "=======\n", /conflict markers/],
  ])("%s goes to a person", (_, ours, theirs, why) => {
    expect(settled(conflict(ours, theirs))).toMatch(why);
  });

  test("a file without a line break at its end keeps it so", () => {
    const around = { before: "", after: "" };
    const plain = conflict('"version": "1.0.1"', '"version": "1.0.2"', around);
    expect(settled(plain)).toBe('"version": "1.0.2"');
    expect(settled(conflict('"version": "1.0.1"', '"version": "1.0.2"\n', around))).toMatch(/line break/);
  });

  test("what is no text on both sides goes to a person", () => {
    const { theirs, partial } = conflict("a", "b");
    expect(settled({ ours: null, theirs, partial })).toMatch(/not a text/);
    expect(settled({ ours: Buffer.from([0xff, 0xfe]), theirs, partial })).toMatch(/not a text/);
  });

  test("markers of a file that nobody merged to its end are refused", () => {
    expect(parseConflicts("<<<<<<< a\nx\n")).toBeNull();
    expect(parseConflicts("<<<<<<< a\nx\n=======\ny\n=======\nz\n>>>>>>> b\n")).toBeNull();
    expect(parseConflicts("x\n>>>>>>> b\n")).toBeNull();
  });

  test("whatever stands around and between, only one of the two versions of a line is taken", () => {
    const line = fc.stringMatching(/^[ a-z":,{}]{0,12}$/);
    const version = fc.tuple(fc.nat(99), fc.nat(99)).map(([a, b]) => `${a}.${b}`);
    const rows = fc.array(fc.tuple(version, version), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(line), fc.array(line), rows, (before, after, versions) => {
        const text = (lines: readonly string[]): string => lines.map((each) => `${each}\n`).join("");
        const side = (at: 0 | 1): string => text(versions.map((pair) => `"version": "${pair[at]}"`));
        const answer = settled(conflict(side(0), side(1), { before: text(before), after: text(after) }));
        if (answer.startsWith("open: ")) return;
        const kept = answer.slice(text(before).length, answer.length - text(after).length).split("\n");
        versions.forEach(([a, b], index) => expect([`"version": "${a}"`, `"version": "${b}"`]).toContain(kept[index]));
        expect(answer.startsWith(text(before)) && answer.endsWith(text(after))).toBe(true);
      }),
    );
  });
});

describe("rules", () => {
  test("are for the files that their globs name", () => {
    const wide = { files: ["packages/**/package.json", "VERSION"], pattern: "(?<version>.+)" };
    expect(rulesFor([wide], "packages/a/b/package.json")).toHaveLength(1);
    expect(rulesFor([wide], "packages/package.json")).toHaveLength(1);
    expect(rulesFor([wide], "VERSION")).toHaveLength(1);
    expect(rulesFor([wide], "package.json")).toHaveLength(0);
    expect(rulesFor([{ files: "*.json", pattern: "x" }], "a/b.json")).toHaveLength(0);
  });

  test.each(["version", "(?<version>", "(?<number>.+)"])("the pattern %s is refused", (pattern) => {
    expect(versionRule.safeParse({ files: "x", pattern }).success).toBe(false);
  });
});
