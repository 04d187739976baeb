import { describe, expect, test } from "vitest";
import { bumpMessage } from "../../src/bump-pins/bump-message.js";
import { choosePins } from "../../src/bump-pins/choose-pins.js";
import { jumpOf } from "../../src/bump-pins/jump.js";
import { versionFault } from "../../src/bump-pins/version-fault.js";
import { parsePins, type Pin } from "../../src/pins/index.js";
import { YAML } from "../pins/pins-of.js";

const pin = (name: string, version: string, family = "pi", quote = '"'): Pin => {
  const [found] = parsePins(`${name}:\n  version: ${quote}${version}${quote}\n`, `${family}/${name}.sls`, YAML);
  if (found === undefined) throw new Error(`no pin in ${version}`);
  return found;
};
const wish = (name: string, version: string, family: string | null = null, isOptional = false) => ({
  name,
  version,
  family,
  tag: null,
  isOptional,
});

describe("which places a bump concerns", () => {
  const pins = [pin("modemd", "1.5.1"), pin("modemd", "1.11.0-tc2", "tc2"), pin("audiobait", "3.0.1")];

  test.each([
    ["another version", wish("audiobait", "3.1.0"), ["pi/audiobait.sls"], []],
    ["the same version", wish("audiobait", "3.0.1"), [], []],
    ["a family", wish("modemd", "1.12.0-tc2", "tc2"), ["tc2/modemd.sls"], []],
    ["several families", wish("modemd", "1.6.0"), [], ["ERR_PIN_AMBIGUOUS"]],
    ["a name nobody pins", wish("audiobiat", "3.1.0"), [], ["ERR_PIN_MISSING"]],
    ["a family that does not pin it", wish("audiobait", "3.1.0", "tc2"), [], ["ERR_PIN_MISSING"]],
    ["a release that is pinned nowhere", wish("cacophony-api", "5.0.0", null, true), [], []],
    ["a release of several families", wish("modemd", "1.6.0", null, true), [], ["ERR_PIN_AMBIGUOUS"]],
  ])("%s", (_, wanted, files, codes) => {
    const chosen = choosePins([wanted], pins);
    expect(chosen.edits.map((edit) => edit.pin.file)).toEqual(files);
    expect(chosen.problems.map(({ code }) => code)).toEqual(codes);
  });

  test("says what is near, and where the name is pinned", () => {
    const hint = (name: string, family: string | null = null) =>
      choosePins([wish(name, "9.9.9", family)], pins).problems[0]?.hint;
    expect(hint("audiobiat")).toBe("Did you mean audiobait?");
    expect(hint("audiobait", "tc2")).toBe("audiobait is pinned in pi.");
    expect(choosePins([wish("a", "1.0.0")], []).problems[0]?.hint).toMatch(/check the rules/);
  });

  test("one pin in two places moves in both; two wishes for one place must agree", () => {
    const twice = [pin("modemd", "1.5.1"), { ...pin("modemd", "1.5.2"), file: "pi/other.sls" }];
    expect(choosePins([wish("modemd", "1.5.2")], twice)).toMatchObject({
      edits: [{ pin: { file: "pi/modemd.sls" } }],
      settled: [{ pin: { file: "pi/other.sls" } }],
    });
    const both = choosePins([wish("audiobait", "3.1.0"), wish("audiobait", "3.2.0", null, true)], pins);
    expect(both.problems).toMatchObject([
      { code: "ERR_PIN_AMBIGUOUS", message: "audiobait is to be 3.1.0 and 3.2.0." },
    ]);
    expect(choosePins([wish("audiobait", "3.1.0"), wish("audiobait", "3.1.0", null, true)], pins).edits).toHaveLength(
      1,
    );
  });
});

describe("what may be written in the place of a pin", () => {
  const npm = { ...pin("openchs-models", "1.32.0"), format: "package-json" as const };
  test.each([
    [pin("modemd", "1.5.1"), "1.10", null],
    [pin("modemd", "1.5.1"), "1.5.2-tc2", null],
    [pin("modemd", "1.5.1"), "1:1.5.2~rc1", null],
    [pin("modemd", "1.5.1"), "v1.5.2", "ERR_PIN_VERSION_INVALID"],
    [pin("modemd", "v1.5.1"), "v1.5.2", null],
    [pin("modemd", "1.5.1"), "latest", "ERR_PIN_VERSION_INVALID"],
    [pin("modemd", "1.5.1"), "1..5", "ERR_PIN_VERSION_INVALID"],
    [pin("modemd", "1.5.1"), '1.5" # x', "ERR_PIN_VERSION_INVALID"],
    [pin("modemd", "1.5.1"), "1.5.2\n", "ERR_PIN_VERSION_INVALID"],
    [pin("modemd", "1.9", "pi", ""), "1.10", "ERR_PIN_UNQUOTED"],
    [pin("modemd", "1.9", "pi", ""), "1.10.1", null],
    [npm, "1.32.00", "ERR_PIN_VERSION_INVALID"],
    [npm, "1.31.25o", "ERR_PIN_VERSION_INVALID"],
    [npm, "1.33", "ERR_PIN_VERSION_INVALID"],
    [npm, "1.33.0-rc.1", null],
  ])("%o: %s", (at, version, code) => {
    expect(versionFault(at, version)?.code ?? null).toBe(code);
  });

  test("each refusal says what to write", () => {
    expect(versionFault(npm, "1.32.00")?.hint).toBe("Did you mean 1.32.0?");
    expect(versionFault(pin("modemd", "1.5.1"), "v1.6.0")?.hint).toMatch(
      /^Write 1\.6\.0: 1\.5\.1 stands in pi\/modemd\.sls:2/,
    );
    expect(versionFault(pin("modemd", "1.9", "pi", ""), "1.10")?.message).toMatch(/reads it as the number 1\.1/);
  });
});

describe("jumps", () => {
  test.each([
    ["0.13.2", "1.13.3", null, { after: "0.13.2", instead: "0.13.3" }],
    ["0.13.2", "1.13.3", ["0.13.2", "0.13.3", "0.14.0"], { after: "0.14.0", instead: "0.13.3" }],
    ["0.13.2", "1.0.0", null, null],
    ["0.13.2", "1.0.1", ["0.13.2"], null],
    ["0.13.2", "2.0.0", null, { after: "0.13.2", instead: null }],
    ["1.8.1", "1.20.9", null, null],
    ["1.8.1", "1.20.9", ["1.8.1", "1.9.0", "1.19.3", "1.20.0"], null],
    ["1.2.0", "1.12.0", ["1.2.0", "1.12.0"], { after: "1.2.0", instead: null }],
    ["2.18.1", "3.4.0", ["2.18.1", "3.0.0", "3.3.0"], null],
    ["1.33.0-tc2", "1.34.0-tc2", ["1.32.0", "1.33.0-tc2"], null],
    ["1.15.0", "1.13.0", ["1.13.0"], null],
    ["odd", "1.13.0", null, null],
  ])("%s → %s with %j released", (from, to, released, jump) => {
    expect(jumpOf(from, to, released)).toEqual(jump);
  });
});

describe("the commit's text", () => {
  const change = (name: string, from: string, to: string, family = "tc2") => ({
    name,
    family,
    from,
    to,
    direction: "up" as const,
    file: "x",
  });
  test.each([
    [[change("modemd", "1.0.0", "1.1.0")], [], "Bump modemd to 1.1.0\n\nmodemd (tc2): 1.0.0 → 1.1.0\n"],
    [
      [change("modemd", "1.0.0", "1.1.0"), change("api", "1.0.0", "0.9.0", "")],
      ["yarn.lock"],
      "Bump modemd to 1.1.0 and 1 more\n\nmodemd (tc2): 1.0.0 → 1.1.0\napi: 1.0.0 → 0.9.0\n\nLock files made again: yarn.lock\n",
    ],
    [[change("api", "1.15.0", "1.13.0", "pi")], [], "Take back api to 1.13.0\n\napi (pi): 1.15.0 → 1.13.0\n"],
  ])("says what changes", (changes, lockFiles, message) => {
    expect(bumpMessage(changes, lockFiles)).toBe(message);
  });
});
