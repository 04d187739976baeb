import { describe, expect, test } from "vitest";
import { failuresAllowed } from "../../src/fleet/budget.js";
import { placesOf } from "../../src/fleet/waves.js";

const hosts = (count: number, prefix = "h"): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);

describe("placesOf", () => {
  test.each([
    [10, [], [10]],
    [10, ["1", "30%", "100%"], [1, 2, 7]],
    [20, ["1", "30%"], [1, 5, 14]],
    [3, ["1", "30%", "100%"], [1, 2]], // 30 % of three is one: it had its turn
    [1, ["1", "30%", "100%"], [1]],
    [5, ["100%", "1"], [5]], // later sizes that add nobody make no wave
    [4, ["9"], [4]],
  ])("%i hosts in waves %j", (count, sizes, expected) => {
    const places = placesOf([{ name: "api", hosts: hosts(count) }], sizes);
    const waves = new Map<number, number>();
    for (const { wave } of places) waves.set(wave, (waves.get(wave) ?? 0) + 1);
    expect([...waves.values()]).toEqual(expected);
  });

  test("finishes a group before the next begins", () => {
    const groups = [
      { name: "api", hosts: ["api1", "api2"] },
      { name: "processing", hosts: ["p1", "p2"] },
    ];
    expect(placesOf(groups, ["1"]).map(({ host, wave }) => `${wave} ${host}`)).toEqual([
      "1 api1",
      "2 api2",
      "3 p1",
      "4 p2",
    ]);
  });
});

test.each([
  [{}, 20, 0],
  [{ count: 2 }, 20, 2],
  [{ percent: 5 }, 20, 1],
  [{ percent: 10 }, 5, 0],
  [{ count: 3, percent: 10 }, 20, 2],
  [{ count: 1, percent: 50 }, 20, 1],
])("a budget of %j over %i hosts allows %i failures", (budget, count, expected) => {
  expect(failuresAllowed(budget, count)).toBe(expected);
});
