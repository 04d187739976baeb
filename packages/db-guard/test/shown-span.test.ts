import { expect, test } from "vitest";
import { shownSpan } from "../src/shown-span.js";

test.each([
  [-5, "0 ms"],
  [999, "999 ms"],
  [61_000, "1 min 1 s"],
  [3_600_000, "1 h"],
  [3_605_000, "1 h"],
  [100 * 86_400_000 + 3_600_000, "100 d 1 h"],
])("%i ms is %s", (ms, shown) => expect(shownSpan(ms)).toBe(shown));
