import { expect, test } from "vitest";
import { foldItems, labelOf } from "../../src/output/fold-items.js";

const fold = (items: readonly (readonly [string, string | null])[]) =>
  foldItems(
    items,
    ([key]) => key,
    ([, says]) => says,
  ).map(({ label, items: all }) => [label, all.length]);

test("items that say the same stand in one line, where the first of them stands", () => {
  expect(
    fold([
      ["cut[a]", "done"],
      ["cut[b]", "done"],
      ["cut[c]", "done"],
      ["ready", "asks"],
    ]),
  ).toEqual([
    ["cut (3)", 3],
    ["ready", 1],
  ]);
});

test("what is different, and what must be seen, keeps its own line", () => {
  expect(
    fold([
      ["cut[a]", "done"],
      ["cut[b]", null],
      ["cut[c]", "done"],
      ["cut[d]", "done"],
      ["cut[e]", "later"],
    ]),
  ).toEqual([
    ["cut (3)", 3],
    ["cut[b]", 1],
    ["cut[e]", 1],
  ]);
});

test("two are no burden, and items of different steps never meet", () => {
  expect(
    fold([
      ["cut[a]", "done"],
      ["cut[b]", "done"],
      ["tag[a]", "done"],
      ["tag[b]", "done"],
    ]),
  ).toHaveLength(4);
});

test("names of items stand together behind their step", () => {
  expect(labelOf(["cut[api]", "cut[web]", "ready"])).toBe("cut[api, web], ready");
});
