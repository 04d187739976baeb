import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatVersion, readTagName, type TagRules, tagNameOf } from "../../src/index.js";

const rows: readonly [name: string, rules: TagRules, reading: string][] = [
  ["v5.27.0", {}, "release 5.27.0"],
  // Real mistakes: thermal-recorder, cacophony-api, cacophony-browse, avni-server, avni-client, classifier-pipeline.
  ["2.15.1", {}, "mistyped 2.15.1"],
  ["v.5.21.0", {}, "mistyped 5.21.0"],
  ["V1.2.3", {}, "mistyped 1.2.3"],
  ["vv1.2.3", {}, "mistyped 1.2.3"],
  ["v5.20.1.test", {}, "malformed"],
  ["v27.1", {}, "malformed"],
  ["16.2", {}, "malformed"],
  ["6.1.03", {}, "malformed"],
  ["v10.0.hotfix1", {}, "malformed"],
  ["delete", {}, "foreign"],
  ["v", {}, "foreign"],
  ["list", {}, "foreign"],
  ["2020-02-24", {}, "foreign"],
  ["pi-v0.0.51", {}, "foreign"],
  ["pi-v0.0.51", { tagPattern: "pi-v{version}" }, "release 0.0.51"],
  ["pi-0.0.51", { tagPattern: "pi-v{version}" }, "mistyped 0.0.51"],
  ["v0.0.51", { tagPattern: "pi-v{version}" }, "foreign"],
  ["1.2.3", { tagPattern: "{version}" }, "release 1.2.3"],
  ["v1.2.3", { tagPattern: "{version}" }, "mistyped 1.2.3"],
  ["v1.34.0-tc2", {}, "other-stream"],
  ["v1.34.0-tc2", { stream: "tc2" }, "release 1.34.0"],
  ["v1.34.0-tc2", { stream: "-tc2" }, "release 1.34.0"],
  ["v1.24.4", { stream: "tc2" }, "other-stream"],
  ["v0.1.3-lepton3.5", {}, "other-stream"],
  ["v1.2.0-rc.1", {}, "prerelease 1.2.0-rc.1"],
  ["v16.8.0-2", {}, "prerelease 16.8.0-2"],
];

describe("readTagName", () => {
  test.each(rows)("%s with %o is %s", (name, rules, expected) => {
    const reading = readTagName(name, rules);
    expect("version" in reading ? `${reading.kind} ${formatVersion(reading.version)}` : reading.kind).toBe(expected);
  });

  test("a tag written by the pattern is read back as the same release", () => {
    const number = fc.nat({ max: 9999 });
    const pattern = fc.constantFrom("v{version}", "{version}", "api/v{version}", "release-{version}-final");
    fc.assert(
      fc.property(number, number, number, pattern, (major, minor, patch, tagPattern) => {
        const text = `${major}.${minor}.${patch}`;
        const reading = readTagName(tagNameOf(text, { tagPattern }), { tagPattern });
        expect(reading).toEqual({ kind: "release", version: { major, minor, patch, prerelease: [] } });
      }),
    );
  });

  test("any name gets an answer", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(readTagName(name, {}).kind).toMatch(/^[a-z-]+$/);
      }),
    );
  });
});
