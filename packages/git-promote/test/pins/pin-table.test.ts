import { describe, expect, test } from "vitest";
import { compareVersionTexts, parsePins, type Pin, pinTable } from "../../src/pins/index.js";
import { YAML } from "./pins-of.js";

const pins = (file: string, versions: Readonly<Record<string, string>>): readonly Pin[] =>
  parsePins(
    Object.entries(versions)
      .map(([name, version]) => `${name}:\n  version: "${version}"\n`)
      .join(""),
    file,
    YAML,
  );
const rows = (before: readonly Pin[], after: readonly Pin[]) =>
  pinTable(before, after).map(({ family, name, from, to, direction }) => [family, name, from, to, direction]);

describe("pinTable", () => {
  test("says where each pin goes, by family and name", () => {
    const before = [
      ...pins("pi/a.sls", { api: "1.0.0", gone: "1.0.0", same: "1" }),
      ...pins("tc2/a.sls", { api: "1.34.0-tc2" }),
    ];
    const after = [
      ...pins("pi/a.sls", { api: "1.10.0", same: "1" }),
      ...pins("tc2/a.sls", { api: "1.9.1-tc2", fresh: "0.1" }),
    ];
    expect(rows(before, after)).toEqual([
      ["pi", "api", "1.0.0", "1.10.0", "up"],
      ["pi", "gone", "1.0.0", null, "gone"],
      ["pi", "same", "1", "1", "same"],
      ["tc2", "api", "1.34.0-tc2", "1.9.1-tc2", "down"],
      ["tc2", "fresh", null, "0.1", "new"],
    ]);
  });

  test("a pin that moved to another file keeps its row", () => {
    expect(pinTable(pins("pi/main.sls", { api: "1.0.0" }), pins("pi/init.sls", { api: "1.1.0" }))).toEqual([
      { family: "pi", name: "api", from: "1.0.0", to: "1.1.0", direction: "up", file: "pi/init.sls" },
    ]);
  });

  test("the same pin in several files has a row in each", () => {
    const before = [...pins("pi/a.sls", { api: "1.0.0" }), ...pins("pi/b.sls", { api: "2.0.0" })];
    const after = [...pins("pi/b.sls", { api: "2.1.0" }), ...pins("pi/a.sls", { api: "1.0.0" })];
    expect(pinTable(before, after).map(({ file, from, to }) => [file, from, to])).toEqual([
      ["pi/b.sls", "2.0.0", "2.1.0"],
      ["pi/a.sls", "1.0.0", "1.0.0"],
    ]);
  });
});

describe("the order of pinned versions", () => {
  test.each([
    ["1.9", "1.10", -1],
    ["1.2", "1.2.0", 0],
    ["1.34.0~tc2", "1.34.0-tc2", 0],
    ["1.11.0-tc2", "1.12.0-tc2", -1],
    ["2019.2.0-deb9", "2019.2.0-deb12", -1],
    ["0.1.3-lepton3.5", "0.1.3-lepton3.10", -1],
    ["1.0.0-rc.1", "1.0.0", -1],
    ["v2.15.1", "2.15.1", 0],
    ["1.32.00", "1.32.1", -1],
    ["1:1.0", "2.0", -1],
    ["0.13.2", "1.13.3", -1],
    ["1.2.3.4", "1.2.3.10", -1],
    ["99999999999999999999.1", "1.0", 1],
  ])("%s to %s: %i", (a, b, order) => {
    expect([Math.sign(compareVersionTexts(a, b)), Math.sign(compareVersionTexts(b, a))]).toEqual([
      order,
      order === 0 ? 0 : -order,
    ]);
  });
});
