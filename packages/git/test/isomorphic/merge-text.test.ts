import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { diffLines, splitLines } from "../../src/isomorphic/line-diff.js";
import { mergeText } from "../../src/isomorphic/merge-text.js";

const lines = (...numbers: (number | string)[]): string => numbers.map((each) => `${each}\n`).join("");
const base = lines(1, 2, 3, 4, 5, 6, 7, 8, 9);

describe("merging text", () => {
  test.each([
    [
      "far apart",
      lines("one", 2, 3, 4, 5, 6, 7, 8, 9),
      lines(1, 2, 3, 4, 5, 6, 7, 8, "nine"),
      { text: lines("one", 2, 3, 4, 5, 6, 7, 8, "nine") },
    ],
    [
      "the same on both",
      lines(1, "x", 3, 4, 5, 6, 7, 8, 9),
      lines(1, "x", 3, 4, 5, 6, 7, 8, 9),
      { text: lines(1, "x", 3, 4, 5, 6, 7, 8, 9) },
    ],
    ["the same line", lines(1, "x", 3, 4, 5, 6, 7, 8, 9), lines(1, "y", 3, 4, 5, 6, 7, 8, 9), "conflict"],
    [
      "two insertions at one place",
      lines(1, "x", 2, 3, 4, 5, 6, 7, 8, 9),
      lines(1, "y", 2, 3, 4, 5, 6, 7, 8, 9),
      "conflict",
    ],
    // Adjacent edits: git calls them a conflict, a plain diff3 does not (a package.json of avni-server).
    ["neighbouring lines", lines(1, "x", 3, 4, 5, 6, 7, 8, 9), lines(1, 2, "y", 4, 5, 6, 7, 8, 9), "undecided"],
    [
      "no last newline",
      `${base}10`,
      lines("one", 2, 3, 4, 5, 6, 7, 8, 9),
      { text: `${lines("one", 2, 3, 4, 5, 6, 7, 8, 9)}10` },
    ],
  ])("%s", (_, ours, theirs, merged) => expect(mergeText(base, ours, theirs)).toEqual(merged));

  const folder = mkdtempSync(join(tmpdir(), "signalbox-merge-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  /** git's own file merge: the text, or null for a conflict. */
  const mergeFile = (before: string, ours: string, theirs: string): string | null => {
    const paths = [ours, before, theirs].map((text, index) => {
      const path = join(folder, String(index));
      writeFileSync(path, text);
      return path;
    });
    try {
      return execFileSync("git", ["merge-file", "-p", "--diff3", ...paths], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      });
    } catch {
      return null;
    }
  };

  // 150 processes, which a busy machine starts slowly.
  test("where it is clean, git's text is the same", { timeout: 60_000 }, () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", "}", ""), { minLength: 6, maxLength: 24 });
    const edit = fc.array(
      fc.tuple(fc.nat(23), fc.nat(2), fc.array(fc.constantFrom("a", "x", "y", "}"), { maxLength: 2 })),
      { maxLength: 2 },
    );
    const apply = (source: string[], edits: [number, number, string[]][]): string[] =>
      edits.reduce((rest, [at, gone, added]) => rest.toSpliced(at % (rest.length + 1), gone, ...added), source);
    fc.assert(
      fc.property(text, edit, edit, (source, left, right) => {
        const [a, b] = [apply(source, left), apply(source, right)];
        const merged = mergeText(lines(...source), lines(...a), lines(...b));
        fc.pre(typeof merged === "object" && left.length + right.length > 0);
        expect(merged).toEqual({ text: mergeFile(lines(...source), lines(...a), lines(...b)) });
      }),
      { numRuns: 150 },
    );
  });

  test("a difference applied to the base gives the other text", () => {
    const text = fc.array(fc.constantFrom<string>("a\n", "b\n", "c\n"), { maxLength: 20 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const hunks = diffLines(before, after) ?? [];
        const applied = hunks.reduceRight(
          (rest, hunk) => rest.toSpliced(hunk.start, hunk.end - hunk.start, ...hunk.lines),
          before,
        );
        expect(applied).toEqual(after);
      }),
    );
    expect(splitLines("a\nb")).toEqual(["a\n", "b"]);
  });
});
