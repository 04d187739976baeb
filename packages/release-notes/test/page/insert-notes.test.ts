import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entryKey } from "../../src/page/entry-key.js";
import { insertNotes, type InsertRules, type WantedNotes } from "../../src/page/insert-notes.js";
import { checkPage } from "../../src/page/check-page.js";
import { parsePage, serializePage } from "../../src/page/parse-page.js";
import { undoEdits } from "../../src/page/text-edit.js";
import { LAYOUT_A, LAYOUT_B, LAYOUT_C, ODD_PAGES } from "./pages.js";

const aliases = { "API Server": ["API", "cacophony-api"], "Thermal Camera": ["Thermal Cameras", "modemd"] };

const wish = (
  [date, environment]: readonly [date: string, environment: string],
  name: string,
  entries: readonly string[],
  version?: string,
) => ({ date, environment, components: [{ name, entries, version }] }) satisfies WantedNotes;

/** The lines that come, with the line before them. */
function comes(text: string, wanted: WantedNotes, rules: InsertRules = { aliases }): readonly string[] {
  const { edits, text: edited } = insertNotes(text, wanted, rules);
  expect(undoEdits(edited, edits, text)).toBe(text);
  expect(serializePage(parsePage(edited))).toBe(edited);
  expect(insertNotes(edited, wanted, rules).edits).toEqual([]);
  return edits.flatMap(({ at, insert }) => [text.slice(0, at).split("\n").at(-2) ?? "", insert]);
}

describe("insertNotes", () => {
  test("makes a new week at the top in the layout of 2019, whatever day of it is given", () => {
    expect(comes(LAYOUT_A, wish(["2019-12-20", "Testing"], "Browse", ["One"], "2.1.0"))).toEqual([
      "",
      "## Week of 16 December\n\n### Testing\n\n#### Browse\n\n- One\n\n",
    ]);
  });

  test("makes a new week with ordinals, on a page of one environment", () => {
    expect(comes(LAYOUT_B, wish(["2020-03-04", "Testing"], "Browse", ["One"]))).toEqual([
      "",
      "## Week of 2nd March\n\n### Browse\n\n - One\n\n",
    ]);
  });

  test("makes a new day with versions and the page's own bullets, below the heading of all releases", () => {
    expect(comes(LAYOUT_C, wish(["2021-07-12", "Production"], "Browse", ["One", "Two\nlines"], "2.34.0"))).toEqual([
      "# Software releases",
      "## Monday 12th July\n### Browse (v2.34.0)\n* One\n* Two\n  lines\n\n",
    ]);
  });

  test("puts an older week where its date is, and the first one of all behind the last line", () => {
    expect(comes(LAYOUT_C, wish(["2021-05-07", "Production"], "Browse", ["One"]))[1]).toMatch(/^## Friday 7th May\n/);
    expect(comes(ODD_PAGES["no final newline"] ?? "", wish(["2020-01-08", "Production"], "API", ["Old"]))).toEqual([
      "### API",
      "\n\n## Week of 6th January\n### API Server\n- Old",
    ]);
    expect(comes(ODD_PAGES["only front matter"] ?? "", wish(["2022-01-05", "Testing"], "API", ["First"]))).toEqual([
      "---",
      "\n## Week of 3 January\n\n### Testing\n\n#### API Server\n\n- First\n",
    ]);
  });

  test("merges into the heading that is there, by any of its names", () => {
    expect(comes(LAYOUT_A, wish(["2019-12-10", "Production"], "cacophony-api", ["More"]))).toEqual([
      "  in two lines",
      "- More\n",
    ]);
    expect(comes(LAYOUT_A, wish(["2019-12-15", "test"], "modemd", ["Logging of it", "More"]))).toEqual([
      "- Logging of it",
      "- More\n",
    ]);
    expect(comes(LAYOUT_C, wish(["2021-04-12", "Production"], "api server", ["More"], "5.17.0"))).toEqual([
      "* Improve visits query speed",
      "* More\n",
    ]);
    expect(comes(LAYOUT_B, wish(["2020-02-24", "Testing"], "modemd", ["More"]))).toEqual(["NA", "\n - More\n"]);
    expect(comes(LAYOUT_B, wish(["2020-02-18", "Testing"], "Browse Portal", ["More"]))).toEqual([
      " - Indented",
      "\n - More",
    ]);
  });

  test("another version gets a heading of its own, and a new component one behind the others", () => {
    const [before, insert] = comes(LAYOUT_C, wish(["2021-04-15", "Production"], "Browse", ["One"], "2.34.0"));
    expect([before, insert]).toEqual(["* Improve visits query speed", "\n### Browse (v2.34.0)\n* One\n"]);
  });

  test("makes the environment that a week lacks: Production before Testing", () => {
    const onlyTesting = LAYOUT_A.replace(/### Production\n\n#### Predator/, "### Testing\n\n#### Predator");
    expect(comes(onlyTesting, wish(["2019-12-02", "Production"], "Browse", ["One"]))).toEqual([
      "",
      "### Production\n\n#### Browse\n\n- One\n\n",
    ]);
    expect(comes(LAYOUT_A, wish(["2019-12-02", "Testing"], "Browse", ["One"]))).toEqual([
      "- Uses less memory",
      "\n### Testing\n\n#### Browse\n\n- One\n",
    ]);
  });

  test("the week of a heading with the wrong month is found by what it means", () => {
    const page = ODD_PAGES["wrong weekday"] ?? "";
    const wanted = wish(["2020-12-08", "Production"], "A", ["new"]);
    expect(comes(page, wanted)).toEqual(["- y", "- new\n"]);
    expect(insertNotes(page, wanted, { environment: "Production" }).findings).toMatchObject([
      { code: "weekday-wrong", message: expect.stringContaining("Tuesday 2020-12-08") as string },
    ]);
  });

  test("a week that spans two years, and the page of another one", () => {
    const page = ODD_PAGES["over the year"] ?? "";
    expect(comes(page, wish(["2020-01-03", "Production"], "A", ["new"]))).toEqual(["- x", "- new\n"]);
    expect(comes(page, wish(["2020-01-08", "Production"], "A", ["new"]))[1]).toMatch(/^## Week of 6 January 2020\n/);
    expect(insertNotes(page, wish(["2021-07-09", "Production"], "A", ["new"])).findings).toMatchObject([
      { code: "other-year" },
    ]);
  });

  test("says where the page cannot tell environments apart, and which one nobody knows", () => {
    const faults = (text: string, date: string, environment: string, rules: InsertRules = {}) =>
      insertNotes(text, wish([date, environment], "Browse", ["New map"]), rules).findings.map(({ code }) => code);
    for (const environment of ["Testing", "Production", "Banana"])
      expect(faults(LAYOUT_C, "2021-07-09", environment)).toEqual(["environment-not-on-page"]);
    expect(faults(LAYOUT_C, "2021-07-09", "Production", { environment: "Production" })).toEqual([]);
    expect(faults(LAYOUT_A, "2019-12-20", "prod")).toEqual([]);
    expect(faults(LAYOUT_A, "2019-12-20", "Banana")).toEqual(["environment-unknown"]);
    expect(
      faults(LAYOUT_A, "2019-12-20", "Banana", { environments: { Production: [], Testing: [], Banana: [] } }),
    ).toEqual([]);
  });

  test("writes the year where nothing else on the page says it, so that anybody can read the week", () => {
    const { text } = insertNotes("# Notes\n", wish(["2021-07-09", "Testing"], "Browse", ["New map"]));
    expect(text).toContain("## Week of 5 July 2021\n");
    expect(checkPage(text).map(({ code }) => code)).toEqual(["front-matter-missing"]);
  });

  test("a page of Testing does not get Production's notes unseen", () => {
    expect(insertNotes(LAYOUT_B, wish(["2020-03-04", "Production"], "A", ["x"])).findings).toMatchObject([
      { code: "other-environment" },
    ]);
  });

  test("entries that stand in another section of the same week are there", () => {
    const page =
      "---\ntitle: 2021\n---\n## Wednesday 14th April\n### A\n- new\n\n## Tuesday 13th April\n### A\n- old\n";
    expect(insertNotes(page, wish(["2021-04-14", "Production"], "A", ["old", "new"])).edits).toEqual([]);
  });

  test("changes no other byte of any page, and a second run changes nothing", () => {
    const page = fc.constantFrom(LAYOUT_A, LAYOUT_B, LAYOUT_C, ...Object.values(ODD_PAGES));
    const word = fc.oneof(
      fc.constantFrom(
        "Wētā",
        "## Week of 3 May",
        "```",
        "-->",
        "<!--",
        "a\n\n# b",
        "---",
        "[x](y)",
        "\u202e",
        "  ",
        "- x",
      ),
      fc.string({ maxLength: 20 }),
    );
    const text = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => `x ${words.join("\n")}`);
    const date = fc.constantFrom("2019-12-09", "2019-12-31", "2020-02-26", "2020-07-08", "2021-04-15", "2021-12-31");
    const component = fc.record({
      name: fc.constantFrom("API", "Browse", "New"),
      entries: fc.array(text, { minLength: 1, maxLength: 3 }),
    });
    fc.assert(
      fc.property(
        page,
        date,
        fc.constantFrom("Production", "Testing"),
        fc.array(component, { minLength: 1, maxLength: 3 }),
        (before, day, environment, components) => {
          const wanted = { date: day, environment, components };
          const { text: after, edits, findings } = insertNotes(before, wanted, { aliases });
          expect(undoEdits(after, edits, before)).toBe(before);
          expect(edits.every(({ remove }) => remove === 0)).toBe(true);
          if (findings.every(({ code }) => code !== "fence-open"))
            expect(insertNotes(after, wanted, { aliases }).edits).toEqual([]);
          if (before !== "" && !before.endsWith("\n")) expect(after.endsWith("\n")).toBe(false);
        },
      ),
      { numRuns: 120 },
    );
  });

  test("CRLF stays CRLF", () => {
    expect(comes(ODD_PAGES["CRLF"] ?? "", wish(["2019-12-17", "Testing"], "A", ["x"]))[1]).not.toMatch(/[^\r]\n/);
  });
});

describe("insertNotes once more, knowing what it wrote", () => {
  const page = "---\ntitle: 2020\n---\n## Week of 6 July\n### API\n- by hand\n- one\n- two\n";
  const again = (text: string, before: readonly string[], entries: readonly string[]) =>
    insertNotes(text, {
      date: "2020-07-06",
      environment: "Production",
      components: [{ name: "API", entries, before: before.map(entryKey) }],
    });

  test.each([
    ["a new wording follows where nobody touched the old one", page, ["one", "TWO"], "- by hand\n- one\n- TWO\n"],
    ["what is withdrawn goes", page, ["one"], "- by hand\n- one\n"],
    ["what is new comes", page, ["one", "two", "three"], "- by hand\n- one\n- two\n- three\n"],
    ["what a person took out stays out", page.replace("- one\n", ""), ["one", "two"], "- by hand\n- two\n"],
    ["what a person reworded stays", page.replace("one", "One!"), ["one", "two"], "- by hand\n- One!\n- two\n"],
    [
      "a withdrawn one that a person reworded stays",
      page.replace("one", "One!"),
      ["two"],
      "- by hand\n- One!\n- two\n",
    ],
    ["both made the same of it", page.replace("one", "ONE"), ["ONE", "two"], "- by hand\n- ONE\n- two\n"],
  ])("%s", (_, text, entries, end) => {
    const { text: after, conflicts } = again(text, ["one", "two"], entries);
    expect(conflicts).toEqual([]);
    expect(after.slice(after.indexOf("- by hand"))).toBe(end);
  });

  test("both changed the same entry: a conflict that names both, and nothing is written over", () => {
    const { edits, conflicts } = again(page.replace("one", "One!"), ["one", "two"], ["Uno", "two"]);
    expect(edits).toEqual([]);
    expect(conflicts).toEqual([{ component: "API", page: ["by hand", "One!"], wanted: ["Uno"] }]);
  });
});
