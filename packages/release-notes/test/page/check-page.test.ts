import { describe, expect, test } from "vitest";
import { checkPage } from "../../src/page/check-page.js";
import { LAYOUT_A, LAYOUT_B, LAYOUT_C, ODD_PAGES } from "./pages.js";

const codes = (text: string, aliases = {}): readonly string[] => checkPage(text, { aliases }).map(({ code }) => code);

describe("checkPage", () => {
  test.each([
    ["A", LAYOUT_A],
    ["B", LAYOUT_B],
  ])("finds nothing in layout %s", (_, text) => {
    expect(codes(text)).toEqual([]);
  });

  test("finds the bullet without a blank, with its line", () => {
    expect(checkPage(LAYOUT_C)).toMatchObject([
      { code: "bullet-without-blank", message: expect.stringContaining("Line 18") as string },
    ]);
  });

  test.each([
    ["wrong weekday", ["weekday-wrong"]],
    ["misspelt months", ["month-misspelt", "month-misspelt"]],
    ["a week too deep", ["leading-zero", "weekday-wrong", "heading-level", "bullet-without-blank"]],
    ["a component at the level of weeks", ["front-matter-missing", "heading-level"]],
    ["a component too deep", ["front-matter-missing", "heading-level"]],
    ["a heading without words", ["front-matter-missing", "week-not-monday", "heading-empty"]],
    ["the same week twice", ["front-matter-missing", "week-twice"]],
    ["mixed line ends", ["line-ends-mixed", "bullet-without-blank"]],
    ["front matter that nobody closes", ["front-matter-missing", "week-unreadable"]],
    ["a fence that nobody closes", ["front-matter-missing", "fence-open"]],
    ["text without bullets", ["front-matter-missing", "week-not-monday", "text-without-bullet", "text-without-bullet"]],
  ])("%s", (name, found) => {
    expect([...codes(ODD_PAGES[name] ?? "")].sort()).toEqual([...found].sort());
  });

  test("names that mean one component are there twice only by the aliases", () => {
    const page = ODD_PAGES["names twice"] ?? "";
    expect(codes(page)).toEqual(["front-matter-missing", "component-twice"]);
    expect(codes(page, { "API Server": ["API"] })).toEqual([
      "front-matter-missing",
      "component-twice",
      "component-twice",
    ]);
  });

  test("weeks out of order, where no slip explains it", () => {
    expect(codes("---\ntitle: 2020\n---\n## Week of 6 July\n### A\n- x\n## Week of 13 July\n### A\n- y\n")).toEqual([
      "week-out-of-order",
    ]);
  });

  test("every finding has a hint that says what to do", () => {
    const all = Object.values(ODD_PAGES).flatMap((text) => checkPage(text));
    expect(all.filter(({ hint }) => !/^[A-Z].*\.$/.test(hint))).toEqual([]);
    expect(all.length).toBeGreaterThan(20);
  });
});
