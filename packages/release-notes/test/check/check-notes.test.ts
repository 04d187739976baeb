import { describe, expect, test } from "vitest";
import { type Card, checkNotes, type Entry, type NoteFacts, type NotesSection } from "../../src/index.js";
import { entryOf, issue } from "../entry-of.js";

const codes = (facts: Partial<NoteFacts>) => checkNotes({ entries: [], ...facts }).map(({ code }) => code);
const cardOf = (fields: Partial<Card> = {}): Card => ({
  title: "Maps",
  url: "https://github.com/acme/api/issues/3",
  repository: "acme/api",
  number: 3,
  labels: [],
  status: "Done",
  category: null,
  archived: false,
  ...fields,
});
const change = entryOf({ commit: "c".repeat(40), references: [issue("acme/API#3")] });
const section = (...components: NotesSection["components"]): NotesSection => ({ title: "", components });
const component = (
  name: string,
  entries: readonly Entry[],
  version: string | null = null,
  url: string | null = null,
) => ({ name, version, tag: null, url, entries });

describe("cards", () => {
  test.each<[string, Card[], Entry[], string[]]>([
    ["done, with its commit", [cardOf()], [change], []],
    ["in another case", [cardOf({ status: "DONE" })], [change], []],
    ["not done", [cardOf({ status: "In QA" })], [change], ["card-not-done"]],
    ["without a status", [cardOf({ status: null })], [change], ["card-not-done"]],
    ["without a commit", [cardOf()], [], ["card-without-commit"]],
    ["a draft", [cardOf({ url: null, repository: null, number: null })], [], ["card-without-commit"]],
    ["archived or not visible", [cardOf({ archived: true }), cardOf({ title: null })], [], []],
    ["a commit of none", [cardOf()], [change, entryOf({ commit: "d".repeat(40) })], ["commit-without-card"]],
    [
      "a commit of #0",
      [],
      [entryOf({ commit: "d".repeat(40), references: [{ text: "#0", url: null }] })],
      ["commit-without-card"],
    ],
    ["a hidden commit of none", [cardOf()], [change, entryOf({ hidden: true, why: "merge-commit" })], []],
    [
      "a card that is a pull request",
      [cardOf({ url: "https://github.com/acme/api/pull/9" })],
      [entryOf({ pullRequest: { number: 9, url: "https://github.com/acme/api/pull/9" } })],
      [],
    ],
  ])("%s", (_, cards, entries, expected) => {
    expect(codes({ entries, cards: { cards, done: ["done"] } })).toEqual(expected);
  });

  test("nobody asked for them: nothing is found", () => {
    expect(codes({ entries: [change] })).toEqual([]);
  });
});

describe("one entry in two components", () => {
  test.each<[string, NotesSection[], string[]]>([
    [
      "the same words",
      [
        section(
          component("api", [entryOf({ text: "Faster sync." })]),
          component("web", [entryOf({ text: "faster  sync" })]),
        ),
      ],
      ["entry-in-two-components"],
    ],
    ["twice in one", [section(component("api", [entryOf(), entryOf()]))], []],
    [
      "one of them hidden",
      [section(component("api", [entryOf()]), component("web", [entryOf({ hidden: true, why: "muted" })]))],
      [],
    ],
    [
      "other words, without letters",
      [section(component("api", [entryOf({ text: "修正" })]), component("web", [entryOf({ text: "改善" })]))],
      [],
    ],
  ])("%s", (_, sections, expected) => {
    expect(codes({ sections })).toEqual(expected);
  });
});

describe("tags", () => {
  const repositories = [
    { component: "Recorder", webUrl: "https://github.com/acme/recorder", tags: ["v2.9.2", "2.15.1"] },
  ];
  const tagUrl = (tag: string) => `https://github.com/acme/recorder/releases/tag/${tag}`;
  test.each<[string, NotesSection[], string[]]>([
    ["there", [section(component("recorder", [], "2.9.2", tagUrl("v2.9.2")))], []],
    ["there, without its v", [section(component("recorder", [], "2.15.1"))], []],
    ["missing", [section(component("recorder", [], "1.13.3"))], ["version-without-tag"]],
    [
      "of a component that nobody knows",
      [section(component("other", [], "1.0.0", "https://x.y/a/b/releases/tag/v1"))],
      [],
    ],
    [
      "linked by another name",
      [section(component("recorder", [], "2.15.1", tagUrl("v2.15.1")))],
      ["link-to-missing-tag"],
    ],
    [
      "linked by an entry",
      [section(component("x", [entryOf({ links: [{ title: "", url: tagUrl("v9") }] })]))],
      ["link-to-missing-tag"],
    ],
    [
      "linked by a hidden entry",
      [section(component("x", [entryOf({ hidden: true, why: "muted", links: [{ title: "", url: tagUrl("v9") }] })]))],
      [],
    ],
  ])("%s", (_, sections, expected) => {
    expect(codes({ sections, repositories })).toEqual(expected);
    expect(codes({ sections, repositories: repositories.map((one) => ({ ...one, tags: null })) })).toEqual([]);
  });
});

describe("promotions and notes", () => {
  const promotion = { component: "Recorder", environment: "Production", version: "2.9.2", date: "2020-12-02" };
  // The real one: its note says Tuesday 8th November, a Sunday; 8 December was meant.
  test.each([
    ["told the same week", [promotion], [{ ...promotion, date: "2020-12-08" }], []],
    ["told without a version", [promotion], [{ ...promotion, version: null, environment: "production" }], []],
    [
      "misdated",
      [promotion],
      [{ ...promotion, date: "2020-11-08" }],
      ["promotion-without-note", "note-without-promotion"],
    ],
    ["never told", [promotion], [], ["promotion-without-note"]],
    [
      "told with another version",
      [promotion],
      [{ ...promotion, version: "2.9.1" }],
      ["promotion-without-note", "note-without-promotion"],
    ],
    [
      "told of another environment",
      [promotion],
      [{ ...promotion, environment: "Testing" }],
      ["promotion-without-note", "note-without-promotion"],
    ],
    ["told three days before", [promotion], [{ ...promotion, date: "2020-11-29" }], []],
    [
      "told eight days after",
      [promotion],
      [{ ...promotion, date: "2020-12-10" }],
      ["promotion-without-note", "note-without-promotion"],
    ],
  ])("%s", (_, promoted, noted, expected) => {
    expect(codes({ promotions: { promoted, noted } })).toEqual(expected);
  });
});

test("every finding has a message and a hint", () => {
  const findings = checkNotes({ entries: [entryOf()], cards: { cards: [cardOf({ status: null })], done: [] } });
  expect(findings.map(({ code }) => code)).toEqual(["card-not-done", "card-without-commit", "commit-without-card"]);
  for (const { message, hint } of findings) expect([message, hint]).not.toContain("");
});

test("texts in other scripts are the same only when their words are", () => {
  const below = (one: string, other: string) => [
    section(component("web", [entryOf({ text: one })]), component("app", [entryOf({ text: other })])),
  ];
  expect(codes({ sections: below("Fix: नया नक्शा", "Fix: पुराना नक्शा") })).toEqual([]);
  expect(codes({ sections: below("Fix: नया नक्शा", "fix — नया नक्शा.") })).toEqual(["entry-in-two-components"]);
});

test("a finding repeats no more of a text than names it", () => {
  const text = `${"long ".repeat(2_000)}\u001b[2J\nsecond line`;
  const entries = [entryOf({ text, commit: "d".repeat(40) })];
  const facts: NoteFacts = {
    entries,
    cards: { cards: [cardOf({ title: text, url: null, repository: null, number: null })], done: [] },
    sections: [section(component("web", entries), component("app", entries))],
  };
  const messages = checkNotes(facts).map(({ message }) => message);
  expect(messages).toHaveLength(4);
  for (const message of messages) {
    expect(message.length).toBeLessThan(250);
    expect(message).not.toMatch(/\p{Cc}|second/u);
  }
});
