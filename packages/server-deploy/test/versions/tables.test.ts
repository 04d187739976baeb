import { describe, expect, test } from "vitest";
import { compareDebianVersions, compareRpmVersions } from "../../src/index.js";

const opposite = { "<": ">", "=": "=", ">": "<" } as const;
const sign = { "-1": "<", "0": "=", "1": ">" } as const;
const ask = (compare: (a: string, b: string) => -1 | 0 | 1, a: string, b: string) => sign[compare(a, b)];

describe("compareDebianVersions", () => {
  test.each([
    ["1.34.0~tc2", "<", "1.34.0"],
    ["1.34.0~tc2", "<", "1.34.0~tc10"],
    ["5.20.1", "<", "5.27.0"],
    ["2.9", "<", "2.10"],
    ["1.0", "=", "1.0-0"],
    ["0:1.0", "=", "1.0"],
    ["1:1.0", ">", "9.9"],
    ["1.0-1", "<", "1.0-1.1"],
    ["1.0~~", "<", "1.0~"],
    ["1.0", "<", "1.0a"],
    ["1.0a", "<", "1.0+"],
    ["1.00", "=", "1.0"],
    ["1.99999999999999999999", ">", "1.99999999999999999998"],
    ["v5.20.1", ">", "5.20.1"],
  ] as const)("%s %s %s", (a, order, b) => {
    expect(ask(compareDebianVersions, a, b)).toBe(order);
    expect(ask(compareDebianVersions, b, a)).toBe(opposite[order]);
  });

  test.each(["", " 1.0", "1 0", "1-", ":1", "a:1", "1:", "1:-1", "2147483648:1", "1.0_2", "1.0\n", "é1"])(
    "%j is no version",
    (text) => {
      expect(() => compareDebianVersions(text, "1")).toThrow(
        expect.objectContaining({ code: "ERR_VERSION_MALFORMED" }),
      );
    },
  );
});

describe("compareRpmVersions", () => {
  test.each([
    ["0.0.1-9", "<", "0.0.1-412"],
    ["1.0~rc1", "<", "1.0"],
    ["1.0", "<", "1.0^20240213"],
    ["1.0^20240213", "<", "1.0.1"],
    ["1.0~rc1^git1", ">", "1.0~rc1"],
    ["1:1.0-1", ">", "2.0-1"],
    ["1.0", "<", "1.0-1"],
    ["1.0", "=", "1_0"],
    ["1..0", "=", "1.0"],
    ["1.0a", ">", "1.0"],
    ["1.a", "<", "1.0"],
    ["2.0", "<", "2.0.1"],
    ["00:1", "=", "1"],
  ] as const)("%s %s %s", (a, order, b) => {
    expect(ask(compareRpmVersions, a, b)).toBe(order);
    expect(ask(compareRpmVersions, b, a)).toBe(opposite[order]);
  });

  test.each(["", "1.0-", "-1", "a:1.0", "1.0-1-2", "1 0", "1.0\u001b[31m", "(none):1.0"])(
    "%j is no version",
    (text) => {
      expect(() => compareRpmVersions("1", text)).toThrow(expect.objectContaining({ code: "ERR_VERSION_MALFORMED" }));
    },
  );
});
