import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasMarker, withMarker } from "../../src/board/active-marker.js";

describe("the mark in a description", () => {
  test.each([
    ["Active", "", true],
    ["", "", false],
    ["active", "", true],
    ["Active, due in March", "due in March", true],
    ["Active - 2 March", "2 March", true],
    ["due in March, Active", "due in March", true],
    ["due in March (active)", "due in March", true],
    ["[Active] big one", "big one", true],
    ["big one · Active · March", "big one · March", true],
    ["Inactive", "Inactive", false],
    ["Reactivated", "Reactivated", false],
    ["Active🐢", "🐢", true],
    ["überactive", "überactive", false],
  ])("%j without it is %j", (description, without, marked) => {
    expect(hasMarker(description, "Active")).toBe(marked);
    expect(withMarker(description, "Active", false)).toBe(without);
    expect(withMarker(description, "Active", true)).toBe(
      marked ? description : description === "" ? "Active" : `Active, ${description}`,
    );
  });

  test("is a word, not a pattern", () => {
    expect(hasMarker("now (live)", "(live)")).toBe(true);
    expect(hasMarker("now live", "(live)")).toBe(false);
    expect(withMarker("x", "a.b", true)).toBe("a.b, x");
    expect(hasMarker("aXb", "a.b")).toBe(false);
  });

  test("goes as it came, whatever else is written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (description) => {
        expect(hasMarker(withMarker(description, "Active", true), "Active")).toBe(true);
        expect(hasMarker(withMarker(description, "Active", false), "Active")).toBe(false);
      }),
    );
  });
});
