import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSubject } from "../../src/sources/subject/read-subject.js";

const home = { webUrl: "https://github.com/acme/api" };
const at = (path: string) => `https://github.com/${path}`;

// Written as subjects of a real product with eleven repositories are; how many of its 20,649 had each form stands beside.
test.each<[form: string, text: string, urls: readonly (string | null)[], scope?: string]>([
  ["#172 | Sort errors", "Sort errors", [at("acme/api/issues/172")]], // 5,470
  ["other/infra#58 | Fix makefile", "Fix makefile", [at("other/infra/issues/58")]], // 2,026
  ["#72 - display the field", "display the field", [at("acme/api/issues/72")]], // 975
  ["803 | Show a button", "Show a button", [at("acme/api/issues/803")]], // 466
  ["000 | Use the staging host", "Use the staging host", [null]], // 524
  ["#0 | skip the deletion", "skip the deletion", [null]],
  ["#27 Use roles | and more", "Use roles | and more", [at("acme/api/issues/27")]], // 630
  ["#454[server] | delete subjects", "delete subjects", [at("acme/api/issues/454")], "server"], // 205
  ["#45(models) | Update", "Update", [at("acme/api/issues/45")], "models"],
  ["client#1356 | Mark it", "Mark it", [at("acme/client/issues/1356")]], // 151
  ["acme#1334 | updated", "updated", [null]], // whose number it is cannot be told
  ["#149|Added a method", "Added a method", [at("acme/api/issues/149")]], // 83
  ["#73 #76 | Rename", "Rename", [at("acme/api/issues/73"), at("acme/api/issues/76")]], // 51
  ["#39 and #40 | First draft", "First draft", [at("acme/api/issues/39"), at("acme/api/issues/40")]],
  ["#1028, #1096 | Fix", "Fix", [at("acme/api/issues/1028"), at("acme/api/issues/1096")]],
  ["#47: Add a column", "Add a column", [at("acme/api/issues/47")]], // 23
  ["(#34) | minor change", "minor change", [at("acme/api/issues/34")]], // 16
  ["# 1690 | docs: a plan", "docs: a plan", [at("acme/api/issues/1690")]], // 2
  ["- #172 | Change buttons", "Change buttons", [at("acme/api/issues/172")]], // 2
  ["#$3 | Fix it", "#$3 | Fix it", []], // 55 begin with # and have no number
  ["#Fixed the column", "#Fixed the column", []],
  ["#12nd try", "#12nd try", []],
  ["#12 | ", "#12 | ", []],
  ["Plain words", "Plain words", []], // 8,828
  ['Revert "#0 | log it"', 'Revert "log it"', [null]], // 866 name it behind other words
])("%s", (subject, text, urls, scope) => {
  const read = readSubject(subject, home);
  expect([read.text, read.references.map(({ url }) => url), read.scope ?? undefined]).toEqual([text, urls, scope]);
});

describe("what else a subject has", () => {
  test("a squash merge names its pull request at the end", () => {
    expect(readSubject("#3 | Add it (#12)", home)).toMatchObject({ text: "Add it", pullRequest: 12, isRevert: false });
    expect(readSubject('Revert "Add it (#12)" (#13)', home)).toMatchObject({ pullRequest: 13 });
  });

  test("references lead nowhere without a home", () => {
    expect(readSubject("#3 | x", { webUrl: null }).references).toEqual([{ text: "#3", url: null }]);
  });

  test("no text is refused, and none of its words is lost", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 60 }),
        fc.constantFrom("", "#1 | ", "a/b#2 - ", "# 3: "),
        (words, before) => {
          const { text, references } = readSubject(before + words, home);
          const isRead = references.length > 0 || text === before + words || /^Revert| \(#\d+\)$/.test(words);
          expect(isRead).toBe(true);
          if (/^[a-z ]*[a-z]$/.test(words) && !words.startsWith(" ")) expect(text).toBe(words);
        },
      ),
    );
  });

  test("10,000 characters take no time", () => {
    const began = performance.now();
    for (const long of [
      "#1 ".repeat(3400),
      "(".repeat(10_000),
      "a/".repeat(5000),
      `${"x".repeat(10_000)}#1`,
      "#1,".repeat(3400),
    ])
      readSubject(long, home);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
