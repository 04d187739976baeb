import { describe, expect, test } from "vitest";
import {
  composeNotes,
  countHidden,
  type Entry,
  FOR_USERS,
  notesDocument,
  type NotesRules,
  readNotesModel,
  renderProductNotes,
} from "../../src/index.js";
import { entryOf, issue } from "../entry-of.js";

const compose = (entries: readonly Entry[], rules: NotesRules = {}, audience?: "users") =>
  composeNotes({ release: "1.2.0", date: "2026-01-05", components: [], entries, rules, audience });
const entriesIn = (model: ReturnType<typeof compose>) =>
  model.sections.flatMap(({ components }) => components.flatMap(({ entries }) => entries));

const commit = entryOf({
  text: "wip",
  commit: "c1",
  references: [issue("acme/api#3")],
  authors: ["Ada"],
  kind: "chore",
});
const second = entryOf({ text: "wip 2", commit: "c2", references: [issue("acme/api#3")], authors: ["Bo"] });
const request = entryOf({
  source: "pull-request",
  text: "Offline maps (backend)",
  pullRequest: { number: 12, url: "https://github.com/acme/api/pull/12" },
  references: [issue("acme/api#3")],
});
const merge = entryOf({
  text: "Merge pull request",
  commit: "c3",
  pullRequest: { number: 12, url: "https://github.com/Acme/API/pull/12" },
  hidden: true,
  why: "merge-commit",
});
const card = entryOf({
  source: "card",
  text: "Maps work offline",
  references: [issue("acme/api#3")],
  labels: ["Story"],
  kind: "feature",
});

describe("one change that several sources tell", () => {
  test("is one entry in the words of the card, with what all of them know", () => {
    const [entry, ...others] = entriesIn(compose([commit, second, request, merge, card]));
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      source: "card",
      text: "Maps work offline",
      kind: "feature",
      commit: "c1",
      authors: ["Ada", "Bo"],
      pullRequest: { number: 12 },
      labels: ["Story"],
    });
    expect(entry?.references).toHaveLength(1);
    expect(entry?.hidden).toBeUndefined();
  });

  test("has the words of whom the rules prefer", () => {
    const [entry] = entriesIn(compose([commit, request, card], { precedence: ["pull-request", "card", "commit"] }));
    expect(entry).toMatchObject({ text: "Offline maps (backend)", source: "pull-request" });
  });

  test.each<[string, readonly Entry[], number]>([
    ["two commits of one issue without a card", [commit, second], 2],
    [
      "two cards that one commit names",
      [
        card,
        { ...card, text: "Other", references: [issue("acme/api#4")] },
        { ...commit, references: [issue("acme/api#3"), issue("acme/api#4")] },
      ],
      2,
    ],
    ["a commit of another component that names the card", [card, { ...commit, component: "web" }], 2],
    [
      "pull requests of one number in two components",
      [request, { ...request, component: "web", pullRequest: { number: 12, url: null }, references: [] }],
      2,
    ],
    ["a card of no component", [{ ...card, component: "" }, commit], 1],
    [
      "references that lead nowhere",
      [
        { ...card, references: [{ text: "#0", url: null }] },
        { ...commit, references: [{ text: "#0", url: null }] },
      ],
      2,
    ],
    ["a release's own text", [entryOf({ source: "release-body", commit: "c1", text: "# all" }), commit], 2],
  ])("%s: as many entries as there are changes", (_, entries, count) => {
    expect(entriesIn(compose(entries))).toHaveLength(count);
  });

  test("keeps what breaks, and is hidden when the whole is", () => {
    expect(entriesIn(compose([{ ...commit, kind: "breaking" }, card]))[0]?.kind).toBe("breaking");
    expect(entriesIn(compose([commit, { ...card, hidden: true, why: "card-archived" }]))[0]).toMatchObject({
      why: "card-archived",
    });
    expect(entriesIn(compose([commit, { ...card, text: "", hidden: true, why: "card-not-visible" }]))[0]).toMatchObject(
      { text: "wip" },
    );
  });
});

describe("what is left out", () => {
  test("Epic and regression, in either case, only for users; and it is counted", () => {
    const entries = [
      entryOf({ text: "a", labels: ["EPIC"] }),
      entryOf({ text: "b", labels: ["regression"] }),
      entryOf({ text: "c", audience: ["developers"] }),
      entryOf({ text: "for everybody", audience: [] }),
      entryOf({ text: "d" }),
    ];
    const forUsers = entriesIn(compose(entries, { select: FOR_USERS }, "users"));
    expect(forUsers.map(({ text, why = null }) => [text, why])).toEqual([
      ["a", "epic"],
      ["b", "regression"],
      ["c", "not-for-users"],
      ["for everybody", null],
      ["d", null],
    ]);
    expect(countHidden(forUsers)).toEqual({ epic: 1, regression: 1, "not-for-users": 1 });
    expect(countHidden(entriesIn(compose(entries, { select: FOR_USERS })))).toEqual({});
  });

  test.each([
    [{ texts: ["Bump *"] }, { text: "bump x to 2" }, true],
    [{ texts: ["Bump *"] }, { text: "Do not bump x" }, false],
    [{ kinds: ["chore"], components: ["API"] }, { kind: "chore" }, true],
    [{ kinds: ["chore"], components: ["web"] }, { kind: "chore" }, false],
    [{ authors: ["renovate[bot]"] }, { authors: ["Renovate[bot]"] }, true],
    [{ sources: ["card" as const] }, {}, false],
  ])("%j of %j: %s", (rule, fields, isHidden) => {
    const [entry] = entriesIn(compose([entryOf(fields)], { select: [{ why: "rule", ...rule }] }));
    expect(entry?.hidden === true).toBe(isHidden);
  });
});

describe("headings", () => {
  const groups = {
    "API Server": ["API", "cacophony-api"],
    "Thermal Camera": ["thermal-recorder", "modemd", "go-config"],
  };
  const released = (name: string, version: string) => ({ name, version, tag: `v${version}`, url: null });

  test("gather components by aliases, with the version of one of them", () => {
    const model = composeNotes({
      release: "2021-07-09",
      date: "2021-07-09",
      components: [
        released("cacophony-api", "5.12.1"),
        released("modemd", "1.2.3"),
        released("thermal-recorder", "2.9.2"),
      ],
      entries: [
        entryOf({ component: "api", text: "a" }),
        entryOf({ component: "modemd", text: "b" }),
        entryOf({ component: "Sidekick", text: "c" }),
      ],
      rules: {
        groups,
        versionOf: { "Thermal Camera": "thermal-recorder" },
        sections: [{ title: "Devices", headings: ["thermal camera"] }],
      },
    });
    expect(
      model.sections.map(({ title, components }) => [
        title,
        components.map(({ name, version, entries }) => [name, version, entries.length]),
      ]),
    ).toEqual([
      ["Devices", [["Thermal Camera", "2.9.2", 1]]],
      [
        "",
        [
          ["API Server", "5.12.1", 1],
          ["Sidekick", null, 1],
        ],
      ],
    ]);
  });

  test("an empty release has no sections, and 3,000 cards are 3,000 entries", () => {
    expect(compose([]).sections).toEqual([]);
    const cards = Array.from({ length: 3000 }, (_, index) => ({
      ...card,
      text: `Card ${index}`,
      references: [issue(`acme/api#${index}`)],
    }));
    const commits = cards.map((_, index) => ({
      ...commit,
      commit: `${index}`,
      references: [issue(`acme/api#${index}`)],
    }));
    expect(entriesIn(compose([...commits, ...cards]))).toHaveLength(3000);
  });
});

test("a card of no repository has a heading with words, and the document is an input again", () => {
  const model = compose([entryOf({ component: "", source: "card", text: "Write to all users" }), entryOf({})]);
  expect(model.sections.flatMap(({ components }) => components.map(({ name }) => name))).toContain("Other");
  expect(renderProductNotes(model).text).toContain("## Other\n");
  expect(() => readNotesModel(notesDocument(model))).not.toThrow();
});
