import { expect, it } from "vitest";
import { clip, styleOf, widthOf, wrap } from "../../src/output/style.js";

const style = styleOf(true);

it.each([
  ["plain", "x".repeat(200)],
  ["marked as a whole", style.dim("x".repeat(200))],
  ["marked in parts", `${style.green("ok")} ${style.bold("y".repeat(60))}  ${style.dim("z".repeat(90))}`],
])("cuts a line that is %s to what fits", (_, line) => {
  const cut = clip(line, 80);
  expect(widthOf(cut)).toBe(79);
  expect(cut.endsWith("…")).toBe(true);
});

it("closes every mark that it keeps", () => {
  expect(clip(style.dim("x".repeat(100)), 20)).toBe(`\u001b[2m${"x".repeat(18)}\u001b[22m…`);
});

it("leaves what fits, and everything where there is no width", () => {
  expect(clip("short", 80)).toBe("short");
  expect(clip("x".repeat(300), undefined)).toBe("x".repeat(300));
});

it.each([
  ["at the end of a word", "one two three four five six", "one two three four\nfive six"],
  ["under its first word", "  ✖ plan: it cannot be reached", "  ✖ plan: it cannot\n    be reached"],
  ["under what a hint says", "hint: look at the plan again", "hint: look at the\n      plan again"],
  ["without cutting a long word", `see ${"x".repeat(30)} there`, `see\n${"x".repeat(30)}\nthere`],
  ["not when it fits", "short  line", "short  line"],
  ["each line by itself", "a\none two three four five", "a\none two three four\nfive"],
])("wraps a line %s", (_, text, wrapped) => {
  expect(wrap(text, 20)).toBe(wrapped);
});

it("wraps by what is seen, and not where there is no width", () => {
  expect(wrap(`${style.red("error:")} one two three four`, 20)).toBe(
    `${style.red("error:")} one two three\n       four`,
  );
  expect(wrap("one two three four five six", undefined)).toBe("one two three four five six");
});
