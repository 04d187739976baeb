import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOST_CHARACTERS, readyNotes } from "../../src/index.js";

const link = "https://avni.readme.io/releases/16.12";
const long = Array.from({ length: 12 }, (_, line) => `- card ${line}: ${"x".repeat(40)}`).join("\n");
const codesOf = (given: Record<string, string>, tooLong?: "fail" | { link: string }) =>
  readyNotes(given, tooLong).problems.map(({ code }) => code);

describe("readyNotes", () => {
  it("folds line ends before it counts", () => {
    const text = `${"a\r\n".repeat(200)}b`;
    expect(text.length).toBeGreaterThan(MOST_CHARACTERS);
    expect(readyNotes({ "en-GB": text })).toMatchObject({ notes: { "en-GB": `${"a\n".repeat(200)}b` }, problems: [] });
  });

  it.each([
    ["500 letters", "a".repeat(500), []],
    ["501 letters", "a".repeat(501), ["ERR_NOTES_TOO_LONG"]],
    ["500 of Devanagari", "अ".repeat(500), []],
    ["251 emoji, which are 502 UTF-16 units", "🚉".repeat(251), ["ERR_NOTES_TOO_LONG"]],
    ["nothing but blanks", " \r\n ", ["ERR_NOTES_EMPTY"]],
  ])("%s", (_, text, codes) => {
    expect(codesOf({ "hi-IN": text })).toEqual(codes);
  });

  it("names the one of nine languages that is too long", () => {
    const locales = ["en-GB", "gu", "hi-IN", "mr-IN", "ta-IN", "kn-IN", "te-IN", "bn-BD", "pa"];
    const notes = Object.fromEntries(locales.map((locale) => [locale, locale === "ta-IN" ? long : "- fixes"]));
    expect(readyNotes(notes).problems).toMatchObject([
      { code: "ERR_NOTES_TOO_LONG", message: expect.stringContaining("ta-IN") as string },
    ]);
  });

  it("names the language that may have been meant", () => {
    expect(readyNotes({ gu_IN: "x", en: "x", xx: "x" }).problems.map(({ code, hint }) => [code, hint])).toEqual([
      ["ERR_NOTES_LOCALE", "Did you mean gu?"],
      ["ERR_NOTES_LOCALE", "Did you mean en-AU, en-CA, en-GB, en-IN, en-SG, en-US, en-ZA?"],
      ["ERR_NOTES_LOCALE", "Play writes languages as en-GB or hi-IN."],
    ]);
  });

  it("cuts at the end of a line, with the link below", () => {
    const { notes, problems, warnings } = readyNotes({ "en-GB": long }, { link });
    expect(problems).toEqual([]);
    expect(warnings).toMatchObject([{ code: "notes-cut" }]);
    const lines = (notes["en-GB"] ?? "").split("\n");
    expect(lines.at(-1)).toBe(link);
    expect(long.startsWith(lines.slice(0, -1).join("\n"))).toBe(true);
    expect(codesOf({ "en-GB": "x".repeat(600) }, { link })).toEqual(["ERR_NOTES_TOO_LONG"]);
  });

  it("never gives more than Play takes without saying so, and is at rest with its own result", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 900 }), (text) => {
        const { notes, problems } = readyNotes({ "en-GB": text }, { link });
        if (problems.length > 0) return;
        const ready = notes["en-GB"] ?? "";
        expect(Math.max(ready.length, [...ready].length)).toBeLessThanOrEqual(MOST_CHARACTERS);
        expect(readyNotes({ "en-GB": ready }).notes["en-GB"]).toBe(ready);
      }),
    );
  });
});
