import { describe, expect, it } from "vitest";
import { DOCS_LAYOUTS, renderDocsEntries, renderDocsWeek } from "../../src/render/docs/render-docs.js";
import { weekHeading } from "../../src/render/docs/week-heading.js";
import { componentOf, entryOf } from "./models.js";

const processing = componentOf("Thermal Processing", ["Hot fix for processing bad recording over and over again"], {
  version: "2.9.2",
});
const production = { title: "Production", components: [processing] };
const week = (date: string) => ({ date, environments: [production] });

describe("the yearly docs page", () => {
  it("writes the week that is really there on 9 July 2021", () => {
    expect(renderDocsWeek(week("2021-07-09"))).toBe(
      "## Friday 9th July\n" +
        "### Thermal Processing (v2.9.2)\n" +
        "- Hot fix for processing bad recording over and over again\n",
    );
  });

  it("writes a week as the page of 2019 has them, Production and Testing in it", () => {
    const testing = {
      title: "Testing",
      components: [componentOf("Thermal Camera", ["Monitoring and logging of battery voltage"], { version: null })],
    };
    const api = componentOf("API Server", ["Added support for audio analysis", "Updated recording queries"], {
      version: null,
    });
    const text = renderDocsWeek(
      { date: "2019-12-12", environments: [{ title: "Production", components: [api] }, testing] },
      { layout: DOCS_LAYOUTS["week-and-environments"] },
    );
    expect(text).toMatchInlineSnapshot(`
      "## Week of 9 December

      ### Production

      #### API Server

      - Added support for audio analysis
      - Updated recording queries

      ### Testing

      #### Thermal Camera

      - Monitoring and logging of battery voltage
      "
    `);
  });

  it("writes a week as the pages of early 2020 have them", () => {
    expect(renderDocsWeek(week("2020-02-27"), { layout: DOCS_LAYOUTS["ordinal-week"] })).toMatchInlineSnapshot(`
      "## Week of 24th February

      ### Thermal Processing (v2.9.2)

      - Hot fix for processing bad recording over and over again
      "
    `);
  });

  it("leaves out what nobody has anything to say of, and issue numbers", () => {
    const silent = componentOf("API", [entryOf("refactor", { hidden: true, why: "kind" })]);
    const reference = { text: "#12", url: "https://github.com/a/b/issues/12" };
    const told = componentOf("Browse", [entryOf("Fix broken device page", { references: [reference] })]);
    const text = renderDocsWeek({ date: "2021-07-05", environments: [{ title: "", components: [silent, told] }] });
    expect(text).toBe("## Monday 5th July\n### Browse (v16.11.0)\n- Fix broken device page\n");
  });

  it("keeps what a person wrote, and the lines of one item together", () => {
    const written = entryOf("When asked to stay on,\nalways **stay on**\n\n- for the maximum", { source: "file" });
    expect(renderDocsEntries([written])).toBe(
      "- When asked to stay on,\n  always **stay on**\n\n  - for the maximum\n",
    );
  });

  it("takes the items of what goreleaser wrote, as they are", () => {
    const body = entryOf("## Changelog\n\n* abc1234 Fix `logs`\n* Bump *go*\n", { source: "release-body" });
    expect(renderDocsEntries([body])).toBe("- abc1234 Fix `logs`\n- Bump *go*\n");
  });
});

it.each([
  ["2021-07-09", "weekday", "Friday 9th July"],
  ["2020-12-31", "weekday", "Thursday 31st December"],
  ["2021-03-22", "weekday", "Monday 22nd March"],
  ["2021-04-13", "weekday", "Tuesday 13th April"],
  ["2021-01-03", "week", "Week of 28 December"],
  ["2021-03-03", "ordinal-week", "Week of 1st March"],
] as const)("%s as %s is %s", (date, form, words) => {
  expect(weekHeading(date, form)).toBe(words);
});

it("refuses what is no date", () => {
  expect(() => weekHeading("2021-02-30", "week")).toThrow(expect.objectContaining({ code: "ERR_DATE_INVALID" }));
});
