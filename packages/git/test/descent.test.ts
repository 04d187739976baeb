import fc from "fast-check";
import { expect, test } from "vitest";
import { descentOf } from "../src/descent.js";
import type { Descent } from "../src/index.js";

/** Every commit before another one, the long way. */
function before(history: readonly Descent[], commit: string): Set<string> {
  const found = new Set<string>();
  const open = [...(history.find((line) => line.commit === commit)?.parents ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(history.find((line) => line.commit === next)?.parents ?? []));
  }
  return found;
}

const histories = fc
  .array(fc.uniqueArray(fc.nat({ max: 6 }), { maxLength: 3 }), { minLength: 1, maxLength: 60 })
  .map((steps) =>
    steps.map((parents, index) => ({
      commit: `c${index}`,
      parents: parents.filter((step) => step < index).map((step) => `c${index - 1 - step}`),
    })),
  );

test("what comes before what stays, whatever is taken out, in any order of the lines", () => {
  const cases = histories.chain((history) =>
    fc.tuple(
      fc.shuffledSubarray(history, { minLength: history.length }),
      fc.subarray(history.map((line) => line.commit)),
    ),
  );
  fc.assert(
    fc.property(cases, ([history, chosen]) => {
      const taken = descentOf(history, new Set(chosen));
      expect(taken.map((line) => line.commit).sort()).toEqual([...chosen].sort());
      for (const commit of chosen) {
        expect(before(taken, commit)).toEqual(
          new Set([...before(history, commit)].filter((oid) => chosen.includes(oid))),
        );
        const parents = taken.find((line) => line.commit === commit)?.parents ?? [];
        expect(parents.filter((oid) => parents.some((other) => before(taken, other).has(oid)))).toEqual([]);
      }
    }),
    { numRuns: 100 },
  );
});

test("parents that are not there end a history, and what was chosen and is not there is left out", () => {
  const history = [{ commit: "b", parents: ["a", "gone"] }];
  expect(descentOf(history, new Set(["b", "gone", "never"]))).toEqual([{ commit: "b", parents: [] }]);
});
