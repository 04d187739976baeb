import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareRows } from "../../src/compare-servers/compare-rows.js";
import { type PackageOnHost, parseInventory } from "../../src/compare-servers/inventory.js";
import { standingOf } from "../../src/compare-servers/standing.js";
import { compareServers } from "../../src/index.js";

const DAY = 86_400_000;
const one = (name: string, version: string, more: Partial<PackageOnHost> = {}): PackageOnHost => ({
  family: "deb",
  name,
  architecture: "all",
  version,
  state: "ii",
  isWhole: true,
  ageMs: 9 * DAY,
  ...more,
});
const on = (host: string, ...packages: readonly PackageOnHost[]) => ({ host, packages });
const half = { state: "iF", isWhole: false };

test("a server that lacks what belongs there is told, whatever its neighbours have", () => {
  const { rows } = compareRows({
    target: [on("api1", one("api", "1")), on("api2"), on("web1")],
    source: [on("test", one("api", "2"))],
    places: { api: ["api1", "api2", "silent"] },
    latest: {},
  });
  expect(rows.map(({ host, state }) => [host, state])).toEqual([
    ["api1", "upgrade"],
    ["api2", "only-in-source"],
  ]);
});

describe("compareServers tells", () => {
  test.each([
    ["an upgrade", [one("api", "5.27.0")], [one("api", "5.20.1")], "upgrade"],
    ["what is the same", [one("api", "5.27.0")], [one("api", "5.27.0-0")], "equal"],
    [
      "that test is older, which no inequality of texts would",
      [one("api", "5.9.0")],
      [one("api", "5.10.0")],
      "downgrade",
    ],
    ["a pre-release from its release", [one("api", "1.34.0")], [one("api", "1.34.0~tc2")], "upgrade"],
    ["an epoch from a version", [one("api", "9.0")], [one("api", "1:1.0")], "downgrade"],
    ["what only the source has", [one("api", "1")], [], "only-in-source"],
    ["what only the target has", [], [one("api", "1")], "only-in-target"],
    ["what is half configured there", [one("api", "2")], [one("api", "1", half)], "half-configured"],
    ["what is half configured here", [one("api", "2", half)], [one("api", "1")], "half-configured"],
    ["two package managers", [one("api", "2-1", { family: "rpm" })], [one("api", "1-1")], "unclear"],
    [
      "RPMs by their build",
      [one("s", "0.0.1-412", { family: "rpm" })],
      [one("s", "0.0.1-99", { family: "rpm" })],
      "upgrade",
    ],
  ] as const)("%s", (_, source, target, state) => {
    const { rows } = compareRows({ source: [on("test", ...source)], target: [on("prod", ...target)], latest: {} });
    expect(rows).toMatchObject([{ state, host: target.length === 0 ? null : "prod" }]);
  });

  test("each server of the target, and for how long the source has the newest", () => {
    const { rows, warnings } = compareRows({
      source: [
        on("test-1", one("processing", "2.40.3", { ageMs: 3 * DAY }), one("classifier", "1.0")),
        on("test-2", one("processing", "2.40.3", { ageMs: 8 * DAY })),
        on("test-3", one("processing", "2.33.0", { ageMs: 90 * DAY })),
      ],
      target: [on("prod-1", one("processing", "2.33.0")), on("prod-2", one("processing", "2.40.3"), one("api", "1"))],
      latest: { processing: "v2.41.0", classifier: "1.0", api: "0.9" },
    });
    expect(
      rows.map(({ package: name, host, state, latest }) => [name, host, state, latest?.installed, latest?.source]),
    ).toEqual([
      ["api", "prod-2", "only-in-target", "ahead", null],
      ["classifier", null, "only-in-source", null, "equal"],
      ["processing", "prod-1", "upgrade", "behind", "behind"],
      ["processing", "prod-2", "equal", "behind", "behind"],
    ]);
    expect(rows[2]?.source).toEqual({ version: "2.40.3", hosts: ["test-1", "test-2"], forMs: 8 * DAY });
    expect(warnings).toMatchObject([{ code: "mixed-versions", message: expect.stringContaining("2.40.3, 2.33.0") }]);
  });

  test("without a source, how servers stand to the latest releases", () => {
    const { rows } = compareRows({
      source: null,
      target: [on("prod", one("a", "1.0"), one("b", "1.0"), one("c", "1.0"), one("d", "1.0"))],
      latest: { a: "v1.1", b: "1.0", c: "0.9" },
    });
    expect(rows.map(({ state }) => state)).toEqual(["upgrade", "equal", "downgrade", "only-in-target"]);
  });
});

test.each([
  ["deb", "5.27.0", "v5.27.0", "equal"],
  ["deb", "1:5.27.0-2", "5.27.0", "equal"],
  ["deb", "1.34.0~tc2", "v1.34.0-tc2", "equal"],
  ["deb", "1.34.0~tc2", "v1.34.0", "behind"],
  ["deb", "1.4.2-1", "1.4.2-1", "equal"],
  ["deb", "1.4.10", "1.4.9", "ahead"],
  ["rpm", "0.0.1-412", "0.0.1", "equal"],
  ["rpm", "2.0~rc1-1", "2.0-rc1", "equal"],
  ["rpm", "1:3.0-1", "2.9", "ahead"],
  ["deb", "1.0", "delete", "unclear"],
  ["deb", "1.0", "1.0 beta", "unclear"],
] as const)("%s %s against release %s: %s", (family, version, latest, standing) => {
  expect(standingOf(one("x", version, { family }), latest)).toBe(standing);
});

describe("what a host prints", () => {
  test("is read as dpkg and rpm mean it", () => {
    const lines = [
      "deb\tapi\tall\tii \t5.27.0\t86400",
      "deb\thalf\tamd64\tiF \t2.0\t",
      "deb\tunpacked\tamd64\tiU \t2.0\t1",
      "deb\tbroken\tamd64\tiHR\t2.0\t1",
      "deb\theld\tamd64\thi \t2.0\t1",
      "deb\tremoved\tall\trc \t1.0\t5",
      "deb\tknown\t\tun \t\t",
      "rpm\tkernel\tnoarch\tii\t1-1\t500",
      "rpm\tkernel\tnoarch\tii\t1-2\t5",
      "end",
      "",
    ];
    const found = parseInventory(lines.join("\n"));
    expect(found?.map(({ name, version, isWhole, ageMs }) => [name, version, isWhole, ageMs])).toEqual([
      ["api", "5.27.0", true, 86_400_000],
      ["half", "2.0", false, null],
      ["unpacked", "2.0", false, 1000],
      ["broken", "2.0", false, 1000],
      ["held", "2.0", true, 1000],
      ["kernel", "1-2", true, 5000],
    ]);
  });

  test("is none when it was cut off, and never more than its lines", () => {
    expect(parseInventory("deb\tapi\tall\tii \t5.27.0\t86400\n")).toBeNull();
    fc.assert(
      fc.property(fc.array(fc.string()), (lines) => {
        const found = parseInventory(`${lines.join("\n")}\nend\n`);
        expect(found?.length ?? 0).toBeLessThanOrEqual(lines.join("\n").split("\n").length);
        for (const { version, name } of found ?? []) expect(`${name}${version}`).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});

test.each([
  { target: { name: "prod", hosts: [] }, packages: ["api"] },
  { target: { name: "prod", hosts: ["a"] }, packages: [] },
  { target: { name: "prod", hosts: ["a"] }, packages: ["--admindir=/x"] },
  { target: { name: "prod", hosts: ["a"] }, source: { name: "prod", hosts: ["b"] }, packages: ["api"] },
])("%j is refused", async (request) => {
  const hosts = { open: () => Promise.reject(new Error("not asked")) };
  await expect(compareServers({ hosts }, request)).rejects.toMatchObject({ code: "ERR_INPUT_INVALID" });
});
