import { describe, expect, test } from "vitest";
import { parsePins } from "../src/index.js";
import { cardReferences } from "../src/verify-containment/card-references.js";

const LONG = 1_000_000;
const rules = [
  { files: "**/*.sls", format: "yaml" },
  { files: "**/package.json", format: "package-json" },
] as const;
const pinned = (text: string, file: string) => parsePins(text, file, rules).map(({ version }) => version);

describe("texts that are made to keep an expression busy are read in no time", () => {
  const after = '\nmodemd:\n  pkg.installed:\n    - version: "1.0.0"\n';
  test.each([
    ["blanks in a key", `a${" ".repeat(LONG)}b`],
    ["blanks in a value", `a: b${" ".repeat(LONG)}c`],
    ["blanks in a remark", `version: "1.0.0" # a${" ".repeat(LONG)}b`],
    ["a quote without end", `"${"\\a".repeat(LONG)}`],
  ])("%s", (_, line) => {
    expect(pinned(`${line}${after}`, "pi/a.sls")).toEqual(["1.0.0"]);
  });

  test("strings without end in a package.json", () => {
    expect(pinned(`{ "dependencies": { "a": "1.0.0" }, ${'\\"'.repeat(LONG)}`, "package.json")).toEqual(["1.0.0"]);
  });

  test.each([
    ["one word", "a".repeat(LONG)],
    ["blanks", `x${" ".repeat(LONG)}y`],
  ])("a subject of %s", (_, rest) => {
    expect(cardReferences(`#17 ${rest}`)).toEqual(["#17"]);
  });
});
