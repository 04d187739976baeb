import type { Commit } from "@signalbox/git";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commitHistory } from "../../src/history/commit-history.js";

const commit = (name: string, parents: readonly string[], at = 0): Commit => ({
  commit: name,
  tree: `tree of ${name}`,
  parents,
  subject: name,
  author: { name: "Ada", email: "ada@example.org" },
  date: "2026-01-01T00:00:00+00:00",
  committedAt: at,
});

/** Commit n has some of the commits before it for parents; listed in any order, as clocks may have it. */
const graphs = fc
  .array(fc.array(fc.nat(30), { maxLength: 3 }), { minLength: 1, maxLength: 30 })
  .map((rows) => rows.map((picks, n) => [...new Set(picks.filter((pick) => pick < n))].map(String)))
  .chain((parents) =>
    fc.record({
      parents: fc.constant(parents),
      order: fc.shuffledSubarray([...parents.keys()], { minLength: parents.length }),
    }),
  );

/** The slow way. */
function ancestors(parents: readonly (readonly string[])[], n: number): Set<number> {
  const found = new Set([n]);
  for (const parent of parents[n] ?? []) for (const each of ancestors(parents, Number(parent))) found.add(each);
  return found;
}

describe("commitHistory", () => {
  test("places, reach, beyond and isAncestor agree with a walk done the slow way", () => {
    fc.assert(
      fc.property(graphs, ({ parents, order }) => {
        const history = commitHistory(order.map((n) => commit(String(n), parents[n] ?? [])));
        const placeOf = (n: number): number => history.placeOf(String(n)) as number;
        const numberAt = (place: number): number => Number(history.at(place).commit);
        const all = parents.map((_, n) => ancestors(parents, n));
        for (const [n, before] of all.entries()) {
          const marks = history.reach([placeOf(n)]);
          expect(
            [...marks.entries()]
              .filter(([, mark]) => mark === 1)
              .map(([place]) => numberAt(place))
              .sort(),
          ).toEqual([...before].sort());
          for (const parent of history.parentsOf(placeOf(n))) expect(parent).toBeLessThan(placeOf(n));
          for (const [m, earlier] of all.entries()) {
            expect(history.isAncestor(placeOf(m), placeOf(n))).toBe(before.has(m));
            const beyond = history.beyond(placeOf(m), marks).map(numberAt);
            expect(beyond.sort()).toEqual([...earlier].filter((each) => !before.has(each)).sort());
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test("a parent that was not listed ends a walk, and unknown commits have no place", () => {
    const history = commitHistory([commit("b", ["a"])]);
    expect(history.parentsOf(0)).toEqual([]);
    expect(history.placeOf("a")).toBeNull();
    expect(commitHistory([]).reach([])).toHaveLength(0);
  });

  test("finds commits with the same files", () => {
    const twin = { ...commit("c", ["b"]), tree: "tree of a" };
    const history = commitHistory([twin, commit("b", ["a"]), commit("a", [])]);
    expect(history.sameTree(0)).toEqual([2]);
    expect(history.sameTree(1)).toEqual([]);
  });
});
