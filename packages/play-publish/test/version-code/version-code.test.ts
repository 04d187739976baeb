import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  AVNI_BUNDLE,
  findCollisions,
  nextFreeCode,
  versionCodeOf,
  versionCodesByAbi,
  versionOfCode,
} from "../../src/index.js";

const part = fc.integer({ min: 0, max: 99 });
const version = fc.record({ major: part, minor: part, patch: part });
const offset = fc.integer({ min: 1, max: 2001 });

describe("versionCodeOf", () => {
  it.each([
    [{ major: 16, minor: 12, patch: 0 }, 8_549_808],
    [{ major: 6, minor: 1, patch: 8 }, 8_448_716],
  ])("gives the codes that Avni has published: %j", (of, code) => {
    expect(versionCodeOf(of, AVNI_BUNDLE)).toBe(code);
  });

  it("gives each processor's APK its own code", () => {
    expect(versionCodesByAbi({ major: 3, minor: 5, patch: 1 })).toEqual({
      "armeabi-v7a": 1_079_077,
      x86: 2_127_653,
      "arm64-v8a": 3_176_229,
      x86_64: 4_224_805,
    });
    expect(versionCodeOf({ major: 3, minor: 5, patch: 1 }, { offset: 0 })).toBe(30_501);
  });

  it.each([
    { major: 3, minor: 100, patch: 0 },
    { major: 3, minor: 5, patch: 100 },
    { major: 100, minor: 0, patch: 0 },
    { major: -1, minor: 0, patch: 0 },
    { major: 1, minor: 0.5, patch: 0 },
  ])("refuses %j, which would be the code of another version", (of) => {
    expect(() => versionCodeOf(of, AVNI_BUNDLE)).toThrow(
      expect.objectContaining({ code: "ERR_VERSION_CODE_OVERFLOW" }),
    );
  });

  it("refuses what Play does not take", () => {
    const overflow = expect.objectContaining({ code: "ERR_VERSION_CODE_OVERFLOW" }) as Error;
    expect(() => versionCodeOf({ major: 75, minor: 0, patch: 0 }, { offset: 2003 })).toThrow(overflow);
    expect(() => versionCodeOf({ major: 0, minor: 0, patch: 0 }, { offset: 0 })).toThrow(overflow);
  });

  it("has no code twice, and leads back", () => {
    fc.assert(
      fc.property(version, offset, (of, by) => {
        expect(versionOfCode(versionCodeOf(of, { offset: by }))).toEqual({ ...of, offset: by });
      }),
    );
    expect([0, -5, 1.5, 1_048_575].map(versionOfCode)).toEqual([null, null, null, null]);
  });
});

describe("codes of many builds", () => {
  it("finds flavours of one package that have the same code", () => {
    const nagaland = { packageName: "com.openchsclient.lfeteach.nagaland", versionCode: 8_549_808 };
    expect(
      findCollisions([
        { name: "generic", packageName: "com.openchsclient", versionCode: 8_549_808 },
        { name: "lfeTeachNagaland", ...nagaland },
        { name: "lfeTeachNagalandSecurity", ...nagaland },
      ]),
    ).toEqual([{ ...nagaland, names: ["lfeTeachNagaland", "lfeTeachNagalandSecurity"] }]);
  });

  it("names the next one", () => {
    expect(nextFreeCode([])).toBe(1);
    expect(nextFreeCode([5, 900, 30])).toBe(901);
  });
});
