import { describe, expect, test } from "vitest";
import { pageFindings, type PagesAndPromotions } from "../../src/index.js";

const page = (title: string, ...lines: string[]): string => `---\ntitle: '${title}'\n---\n\n${lines.join("\n")}\n`;
const RULES = { aliases: { API: ["cacophony-api"] }, groups: { "Thermal Camera": ["modemd", "audiobait"] } };
const came = (component: string, version: string, date: string, environment = "prod") => ({
  component,
  version,
  date,
  environment,
});
const codes = (text: string, promoted: PagesAndPromotions["promoted"], more: Partial<PagesAndPromotions> = {}) =>
  pageFindings({
    pages: [{ text, rules: RULES }],
    promoted,
    known: ["prod", "test"].map((environment) => ({
      environment,
      components: ["modemd", "audiobait", "cacophony-api"],
    })),
    since: "2021-06-01",
    today: "2021-12-31",
    rules: RULES,
    ...more,
  }).map(({ code, component }) => `${code} ${component ?? ""}`);

const WEEK = [
  "## Week of 5 July",
  "### Production",
  "#### API (v5.17.0)",
  "- x",
  "### Testing",
  "#### Thermal camera (v2.9)",
  "- y",
];

describe("pageFindings", () => {
  test.each<[string, string, PagesAndPromotions["promoted"], string[]]>([
    [
      "an alias, and a member of a group whatever the version of its heading, anywhere in the week",
      page("Notes for 2021", ...WEEK),
      [came("cacophony-api", "v5.17.0", "2021-07-11T22:00:00Z"), came("modemd", "1.2.0", "2021-07-05", "test")],
      [],
    ],
    [
      "several servers of one day are one promotion",
      page("Notes for 2021"),
      [came("modemd", "1.2.0", "2021-07-05"), came("modemd", "1.2.0", "2021-07-05")],
      ["promotion-without-note modemd"],
    ],
    [
      "another environment",
      page("Notes for 2021", ...WEEK),
      [came("cacophony-api", "5.17.0", "2021-07-05", "test")],
      ["promotion-without-note API", "note-without-promotion API", "note-without-promotion Thermal Camera"],
    ],
    [
      "a page by its title about one environment",
      page("Releases to Test Notes for 2021", "## Friday 9th July", "### API (v5.17.0)", "- x"),
      [came("cacophony-api", "5.17.0", "2021-07-09", "prod")],
      ["promotion-without-note API", "note-without-promotion API"],
    ],
    [
      "a page that does not say which",
      page("Notes for 2021", "## Friday 9th July", "### API (v5.17.0)", "- x"),
      [came("cacophony-api", "5.17.0", "2021-07-09", "test")],
      [],
    ],
    [
      "what nobody can know from pins, and environments that pages do not have",
      page("Notes for 2021", "## Friday 9th July", "### Browse (v2.33.1)", "- x"),
      [came("modemd", "9.9.9", "2021-07-09", "dev")],
      [],
    ],
    [
      "what was before the first day still explains a note after it",
      page(
        "Notes for 2021",
        "## Friday 4th June",
        "### API (v5.17.0)",
        "- x",
        "## Friday 7th May",
        "### API (v5.16.0)",
      ),
      [came("cacophony-api", "5.17.0", "2021-05-30")],
      [],
    ],
  ])("%s", (_, text, promoted, expected) => {
    expect(codes(text, promoted)).toEqual(expected);
  });

  test("a note of these days may be ahead of its promotion", () => {
    const text = page("Notes for 2021", "## Friday 9th July", "### API (v5.17.0)", "- x");
    expect(codes(text, [], { today: "2021-07-12" })).toEqual([]);
    expect(codes(text, [], { today: "2021-07-13" })).toEqual(["note-without-promotion API"]);
  });
});
