import { expect, it } from "vitest";
import { clip, styleOf, widthOf } from "../../src/output/style.js";

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
