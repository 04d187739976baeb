import { parseVersion, type Version } from "@signalbox/git";
import { describe, expect, test } from "vitest";
import { type Numbers, numberLines } from "../../src/fleet/number-line.js";

const DAY = 86_400;

/** `1.0.0@3` was made on the third day. */
const releases = (text: string): Numbers["releases"] =>
  text
    .split(" ")
    .filter(Boolean)
    .map((word) => {
      const [version = "", day = "0"] = word.split("@");
      return { version: parseVersion(version) as Version, committedAt: Number(day) * DAY };
    });

const of = (text: string, other: Partial<Numbers> = {}): Numbers => ({ releases: releases(text), ...other });

const SHARED = "16.0.0@0 16.1.0@30 16.2.0@60 16.3.0@90";

describe("numberLines", () => {
  test.each<[string, readonly Numbers[], readonly (string | null)[]]>([
    ["nobody", [], []],
    ["one alone has its own", [of(SHARED)], [null]],
    ["two with the same versions", [of(SHARED), of("16.1.0@31 16.3.0@80")], ["product", "product"]],
    ["two of which one lags far behind", [of(SHARED), of("16.0.0@1")], ["product", "product"]],
    ["too few to tell, of one major", [of("1.2.0@5"), of("1.1.0@9")], ["product", "product"]],
    ["too few to tell, of two majors", [of("1.2.0@5"), of("3.1.0@9")], [null, null]],
    [
      "the same versions, years apart",
      [of("1.0.0@0 1.1.0@9 1.2.0@20"), of("1.0.0@900 1.1.0@920 1.2.0@930")],
      [null, null],
    ],
    [
      "a third with versions of its own, some of them alike",
      [of(SHARED), of(SHARED), of("0.9.0@0 1.0.0@5 1.1.0@9 16.0.0@3 1.2.0@20")],
      ["product", "product", null],
    ],
    [
      "two alike by chance among many",
      [
        of("1.0.0@0 1.1.0@9"),
        of("1.0.0@3 1.1.0@7"),
        of("2.0.0 2.1.0 2.2.0"),
        of("3.0.0 3.1.0 3.2.0"),
        of("4.0.0 4.1.0 4.2.0"),
      ],
      [null, null, null, null, null],
    ],
    [
      "what publishes on a tag",
      [of(SHARED), of(SHARED, { publishesOnTag: true }), of(SHARED)],
      ["product", null, "product"],
    ],
    [
      "what is said needs no guess",
      [of(SHARED, { numbering: "own" }), of(SHARED), of("1.0.0", { numbering: "camera" })],
      [null, null, "camera"],
    ],
    ["none without releases", [of(SHARED), of(""), of(SHARED)], ["product", null, "product"]],
  ])("%s", (_, components, lines) => {
    expect(numberLines(components)).toEqual(lines);
  });
});
