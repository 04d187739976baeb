import { converges } from "@signalbox/testbed";
import { expect, it } from "vitest";
import { moveAlias, promote, soaked, type Aliases } from "../../docs/examples/release-core.js";

const start = Date.UTC(2020, 2, 1);

function registry(): Aliases & { readonly moves: string[] } {
  const versions = new Map([["next", { version: "2.0.0", publishedAt: new Date(start).toISOString() }]]);
  const moves: string[] = [];
  return {
    moves,
    find: async (name) => versions.get(name) ?? null,
    move: async (name, version, expected) => {
      if ((versions.get(name)?.version ?? null) !== expected) return false;
      versions.set(name, { version, publishedAt: new Date(start).toISOString() });
      moves.push(`${name}=${version}`);
      return true;
    },
  };
}

it("the README's operation keeps the laws", async () => {
  const aliases = registry();
  const { receipt } = await converges(moveAlias(aliases), { alias: "stable", version: "2.0.0" });
  expect(receipt.applied).toMatchObject([{ outcome: "done" }]);
  expect(aliases.moves).toEqual(["stable=2.0.0"]);
});

it("the README's operation refuses what somebody else moved", async () => {
  const aliases = registry();
  const operation = moveAlias(aliases);
  const plan = await operation.plan({ alias: "stable", version: "2.0.0" });
  await aliases.move("stable", "1.9.9", null);
  await expect(operation.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE", details: { found: "1.9.9" } });
});

it.each([
  [71, "next", "wait"],
  [72, "next", "pass"],
  [72, "none", "block"],
])("the README's gate, after %i h, for %s: %s", async (hours, alias, status) => {
  const now = () => new Date(start + hours * 3_600_000);
  expect(await soaked(registry()).check({ alias, hours: 72 }, { now })).toMatchObject({ status });
});

it("the README's script moves the alias when the soak is over", async () => {
  const aliases = registry();
  await promote(aliases, "2.0.0", new AbortController().signal);
  expect(aliases.moves).toEqual(["stable=2.0.0"]);
});
