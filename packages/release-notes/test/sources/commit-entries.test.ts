import { describe, expect, test } from "vitest";
import { type CommitRules, commitEntries } from "../../src/index.js";

const rules: CommitRules = { component: "api", version: "1.2.0", webUrl: "https://github.com/acme/api" };
const author = { name: "Ada", email: "ada@example.org" };
const entriesOf = (subject: string, body = "", parents: readonly string[] = ["p"]) =>
  commitEntries(rules)({ commit: "c".repeat(40), parents, author, subject, body });
const shortly = (subject: string, body = "") =>
  entriesOf(subject, body).map(({ kind, text, scope = null, why = null }) => [kind, text, scope, why]);

test.each<[string, string, readonly (readonly (string | null)[])[]]>([
  ["feat: add it", "", [["feature", "add it", null, null]]],
  ["feat(sync): add it", "", [["feature", "add it", "sync", null]]],
  ["Fix(): add it", "", [["fix", "add it", null, null]]],
  ["chore(deps): bump it", "", [["chore", "bump it", "deps", "type-chore"]]],
  ["chore!: drop Node 18", "", [["breaking", "drop Node 18", null, null]]],
  [
    "fix: it",
    "Words.\n\nBREAKING CHANGE: no more\nof that\n\nReviewed-by: Z",
    [["breaking", "it\nno more\nof that", null, null]],
  ],
  ["fix: it", "BREAKING-CHANGE: no more", [["breaking", "it\nno more", null, null]]],
  ["Plain words", "BREAKING CHANGE: no more", [["breaking", "Plain words\nno more", null, null]]],
  ["# 1690 | docs: a plan", "", [["documentation", "a plan", null, "type-docs"]]],
  ["Ticket: no type of ours", "", [["other", "Ticket: no type of ours", null, null]]],
  ["http://x.y: strange", "", [["other", "http://x.y: strange", null, null]]],
  ['Revert "feat: add it"', "This reverts commit 1.", [["revert", 'Revert "feat: add it"', null, null]]],
  ["", "", [["other", "", null, null]]],
  // The example of release-please's own documentation.
  [
    "feat: adds v4 UUID to crypto",
    "This adds support.\n\nfix(utils): unicode no longer throws\n  PiperOrigin-RevId: 3\n  BREAKING-CHANGE: encode fails\nfeat(utils): update encode",
    [
      ["feature", "adds v4 UUID to crypto", null, null],
      ["breaking", "unicode no longer throws\nencode fails", "utils", null],
      ["feature", "update encode", "utils", null],
    ],
  ],
  [
    "feat: one",
    "Text\nBEGIN_NESTED_COMMIT\nfix: two\n\nmore\nEND_NESTED_COMMIT\nBEGIN_NESTED_COMMIT\nperf: three\nEND_NESTED_COMMIT",
    [
      ["feature", "one", null, null],
      ["fix", "two", null, null],
      ["performance", "three", null, null],
    ],
  ],
])("%s", (subject, body, expected) => {
  expect(shortly(subject, body)).toEqual(expected);
});

describe("a commit", () => {
  test("is an entry with all that is known of it", () => {
    const body = "Closes: #4\nRefs acme/web#5\nCo-authored-by: Bo <bo@x>\nCo-authored-by: Ada <ada@x>";
    expect(entriesOf("#3 | fix(ui): it (#12)", body)).toEqual([
      {
        component: "api",
        version: "1.2.0",
        kind: "fix",
        text: "it",
        scope: "ui",
        audience: ["users", "developers", "operators"],
        references: [
          { text: "#3", url: "https://github.com/acme/api/issues/3" },
          { text: "#4", url: "https://github.com/acme/api/issues/4" },
        ],
        pullRequest: { number: 12, url: "https://github.com/acme/api/pull/12" },
        authors: ["Ada", "Bo"],
        links: [],
        source: "commit",
        commit: "c".repeat(40),
      },
    ]);
  });

  test("that merges is hidden by name, whatever it says", () => {
    expect(entriesOf("feat: merged", "", ["p", "q"])).toMatchObject([{ hidden: true, why: "merge-commit" }]);
  });

  test("of a pull request with an override says what that says", () => {
    const override = { subject: "fix: the right words", body: "" };
    const commit = { commit: "c".repeat(40), parents: [], author, subject: "wip", body: "", override };
    expect(commitEntries(rules)(commit)).toMatchObject([{ kind: "fix", text: "the right words" }]);
  });

  test("is read by other types where they are given", () => {
    const read = commitEntries({ ...rules, types: { added: { kind: "feature" } } });
    const commit = { commit: "c".repeat(40), parents: [], author, body: "" };
    expect(read({ ...commit, subject: "Added: it" })).toMatchObject([{ kind: "feature", text: "it" }]);
    expect(read({ ...commit, subject: "feat: it" })).toMatchObject([{ kind: "other", text: "feat: it" }]);
  });
});
