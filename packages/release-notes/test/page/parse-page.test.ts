import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isoOf } from "../../src/page/calendar.js";
import { parsePage, serializePage } from "../../src/page/parse-page.js";
import { LAYOUT_A, LAYOUT_B, LAYOUT_C, ODD_PAGES } from "./pages.js";

const PAGES = { A: LAYOUT_A, B: LAYOUT_B, C: LAYOUT_C, ...ODD_PAGES };

/** A page in short: its weeks, with the days they mean, and what is in them. */
const shape = (text: string): unknown =>
  parsePage(text).weeks.map(({ span, slip, environments }) => [
    span === null ? null : `${isoOf(span.from)}/${isoOf(span.to)}`,
    ...(slip === null ? [] : [slip]),
    environments.flatMap(({ name, components }) =>
      components.flatMap(({ heading, name: component, version, items }) =>
        heading === null && items.every(({ kind }) => kind !== "entry")
          ? []
          : [
              [
                name,
                component,
                version,
                ...items.flatMap(({ kind, text: words }) => (kind === "entry" ? [words] : [])),
              ],
            ],
      ),
    ),
  ]);

describe("parsePage", () => {
  test.each(Object.entries(PAGES))("gives back every byte: %s", (_, text) => {
    expect(serializePage(parsePage(text))).toBe(text);
  });

  test("gives back every byte of any text made of a page's parts", () => {
    const part = fc.constantFrom(
      ...["---", "\n", "\r\n", "\r", "## ", "### ", "#", "- ", "-", "  ", "```", "<!--", "-->", "Week of ", "8", "th "],
      ...["July", " 2020", "Production", "(v1.2)", "API", "\t", "title: 2020", "🐈", "Wednesday "],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        const text = parts.join("");
        expect(serializePage(parsePage(text))).toBe(text);
      }),
    );
  });

  test("reads the layout of 2019", () => {
    expect(shape(LAYOUT_A)).toEqual([
      [
        "2019-12-09/2019-12-15",
        [
          ["Production", "API Server", null, "Added support for audio analysis\n  in two lines"],
          ["Testing", "Thermal Camera", null, "Monitoring of battery voltage", "Logging of it"],
        ],
      ],
      ["2019-12-02/2019-12-08", [["Production", "Predator Classifier", null, "Uses less memory"]]],
    ]);
  });

  test("reads the layout from 2020 on, with versions and bullets without a blank", () => {
    expect(shape(LAYOUT_C)).toEqual([
      ["2021-07-09/2021-07-09", [[null, "Thermal Processing", "2.9.2", "Hot fix for processing"]]],
      [
        "2021-04-15/2021-04-15",
        [
          [null, "Browse", "2.33.1", 'Added "Missed recording" label'],
          [null, "Browse", "2.33.0", "Update dependencies"],
          [null, "API", "5.17.0", "Improve visits query speed"],
        ],
      ],
    ]);
  });

  test.each([
    ["wrong weekday", ["2020-12-16/2020-12-16", "2020-12-08/2020-12-08", "2020-11-30/2020-11-30"]],
    ["a range", ["2020-09-09/2020-09-15"]],
    ["misspelt months", ["2021-02-22/2021-02-22", "2020-07-13/2020-07-19"]],
    ["over the year", ["2019-12-30/2020-01-05"]],
    ["a week with its year at level 1", ["2019-07-08/2019-07-14"]],
    ["CRLF", ["2019-12-09/2019-12-15", "2019-12-02/2019-12-08"]],
    ["headings in a fence and a comment", ["2020-07-06/2020-07-12"]],
    ["blanks everywhere", ["2020-07-06/2020-07-12"]],
    ["front matter that nobody closes", [null]],
  ])("knows which days are meant: %s", (name, spans) => {
    expect((shape(ODD_PAGES[name] ?? "") as [string | null][]).map(([span]) => span)).toEqual(spans);
  });

  test("a page that went on into January, and one that began in December", () => {
    const weeks = "## Monday 18th January\n## Monday 21st December\n## Monday 13th January\n## Monday 30th December\n";
    expect((shape(`---\ntitle: 2020\n---\n${weeks}`) as [string][]).map(([span]) => span.slice(0, 10))).toEqual([
      "2021-01-18",
      "2020-12-21",
      "2020-01-13",
      "2019-12-30",
    ]);
  });

  test("a long page, and a line that regular expressions could get lost in, take no time", () => {
    const hostile = `## ${" ".repeat(200_000)}#x\n- ${" \t".repeat(100_000)}\n${"#".repeat(100_000)}\n${"`".repeat(100_000)}`;
    const begin = process.cpuUsage();
    expect(serializePage(parsePage(hostile))).toBe(hostile);
    const { user, system } = process.cpuUsage(begin);
    expect((user + system) / 1000).toBeLessThan(1500);
  });
});
