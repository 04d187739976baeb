import { describe, expect, test } from "vitest";
import { parsePins, type PinRule } from "../../src/pins/index.js";
import { pinsOf } from "./pins-of.js";

const NPM: readonly PinRule[] = [{ files: "**/package.json", format: "package-json" }];
const dependency = (version: string) => JSON.stringify({ dependencies: { "openchs-models": version } }, null, 2);

describe("pins of package.json", () => {
  test.each([
    ["1.32.3", "1.32.3"],
    ["^1.32.3", "1.32.3"],
    ["~1.32", "1.32"],
    ["v1.32.3", "1.32.3"],
    ["1.33.0-rc.1", "1.33.0-rc.1"],
    ["1.32.00", "1.32.00"],
    ["1.31.25o", "1.31.25o"],
  ])("%s pins %s", (written, version) => {
    expect(pinsOf(dependency(written), "package.json", NPM)).toEqual([`/openchs-models ${version}`]);
  });

  test.each(["latest", "*", "1.x", ">=1 <2", "1 - 2", "file:../models", "npm:other@1.2.3", "workspace:^1.2.3", ""])(
    "%j is no pin",
    (written) => {
      expect(pinsOf(dependency(written), "package.json", NPM)).toEqual([]);
    },
  );

  test("keeps to the dependency fields, whatever else has their names", () => {
    const text = JSON.stringify({
      version: "9.9.9",
      scripts: { dependencies: "1.0.0" },
      dependencies: { a: "1.0.0", 'odd "name"': "2.0.0", deep: { b: "3.0.0" } },
      nested: { dependencies: { c: "1.0.0" } },
      devDependencies: { a: "^1.1.0" },
      peerDependencies: {},
    });
    expect(pinsOf(text, "packages/app/package.json", NPM)).toEqual([
      "packages/app/a 1.0.0",
      'packages/app/odd "name" 2.0.0',
      "packages/app/a 1.1.0",
    ]);
  });

  test("what is no JSON gives what can be read", () => {
    const half = '{"dependencies": {"a": "1.0.0",\n<<<<<<< ours\n "b": "2.0.0", "c';
    expect(pinsOf(half, "package.json", NPM)).toEqual(["/a 1.0.0", "/b 2.0.0"]);
    expect(pinsOf("]}{[", "package.json", NPM)).toEqual([]);
  });
});

describe("pins by a pattern", () => {
  const rule = (pattern: string, more: Partial<PinRule> = {}): readonly PinRule[] => [
    { files: "deploy/*", format: "pattern", pattern, ...more },
  ];

  test("names the pin by the rule or by the pattern, quotes told", () => {
    const make = "MODELS = 1.2.3\nSERVER := '2.0.0'\n";
    expect(pinsOf(make, "deploy/Makefile", rule("^MODELS\\s*=\\s*(?<version>\\S+)$", { name: "models" }))).toEqual([
      "deploy/models 1.2.3",
    ]);
    const [, server] = parsePins(make, "deploy/Makefile", rule("^(?<name>[A-Z]+) :?= '?(?<version>[\\d.]+)"));
    expect(server).toMatchObject({ name: "SERVER", version: "2.0.0", quoted: true, raw: "'2.0.0'", line: 2 });
  });

  test("a pattern may find the family, and several pins on one line", () => {
    const text = "prod/api@1.0.0 test/api@1.1.0\n";
    const found = rule("(?<family>\\w+)/(?<name>\\w+)@(?<version>[\\d.]+)");
    expect(pinsOf(text, "deploy/list", found)).toEqual(["prod/api 1.0.0", "test/api 1.1.0"]);
  });

  test("of two rules for one place the first one counts", () => {
    const rules = [...rule("(?<version>1\\.0\\.0)", { name: "a" }), ...rule("(?<version>1\\.0\\.0)", { name: "b" })];
    expect(pinsOf("1.0.0", "deploy/x", rules)).toEqual(["deploy/a 1.0.0"]);
  });
});
