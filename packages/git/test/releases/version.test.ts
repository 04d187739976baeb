import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareVersions, formatVersion, nextVersion, parseVersion, type Version } from "../../src/index.js";

const read = (text: string): Version => parseVersion(text) ?? expect.fail(`${text} is no version`);

// The order that semver.org item 11 gives as its example.
const ascending =
  "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.10.0 2.0.0";

describe("versions", () => {
  test("are ordered as semver.org says", () => {
    const words = ascending.split(" ");
    const sorted = words.toReversed().map(read).sort(compareVersions).map(formatVersion);
    expect(sorted).toEqual(words);
  });

  test.each(["1.2", "1.02.3", "v1.2.3", "1.2.3.4", "1.2.3-", "1.2.3-01", "", "1.2.99999999999999999999"])(
    "%o is no version",
    (text) => {
      expect(parseVersion(text)).toBeNull();
    },
  );

  test.each([
    ["1.2.3", "patch", "1.2.4"],
    ["1.2.3", "minor", "1.3.0"],
    ["1.2.3", "major", "2.0.0"],
    [null, "patch", "0.1.0"],
    [null, "major", "1.0.0"],
  ] as const)("after %s the next %s is %s", (current, step, expected) => {
    expect(formatVersion(nextVersion(current === null ? null : read(current), step))).toBe(expected);
  });

  test("what is written is read back", () => {
    const part = fc.stringMatching(/^(?:0|[1-9]\d{0,3}|[a-z][a-z0-9-]{0,5})$/);
    const version = fc.record({
      major: fc.nat(),
      minor: fc.nat(),
      patch: fc.nat(),
      prerelease: fc.array(part, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(version, (one) => {
        expect(parseVersion(formatVersion(one))).toEqual(one);
      }),
    );
  });
});
