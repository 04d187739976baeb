import { describe, expect, test } from "vitest";
import { groupPins } from "../../src/pins-by-consumer/group-pins.js";
import { parsePins, type PinRule } from "../../src/pins/index.js";

const RULES: readonly PinRule[] = [
  { files: "**/package.json", format: "package-json" },
  { files: "**/*.sls", format: "yaml" },
];
const consumer = (name: string, dependencies: Readonly<Record<string, string>>, folder = "") => ({
  consumer: name,
  pins: parsePins(JSON.stringify({ dependencies }), `${folder}package.json`, RULES),
});

describe("groupPins", () => {
  const read = [
    consumer("client", { "openchs-models": "1.32.00", lodash: "^4.17.21" }, "packages/openchs-android/"),
    consumer("webapp", { "openchs-models": "1.32.0", react: "18.0.0" }),
    consumer("rules-server", { "openchs-models": "1.31.9", lodash: "4.17.21" }),
  ];

  test("tells what at least two pin, whether they agree, and what is no version", () => {
    expect(groupPins(read, null).map(({ name, isAgreed, versions }) => [name, isAgreed, versions])).toEqual([
      ["lodash", true, ["4.17.21"]],
      ["openchs-models", false, ["1.32.00", "1.32.0", "1.31.9"]],
    ]);
    const [models] = groupPins(read, ["openchs-models"]);
    expect(models?.pins.map(({ consumer: by, family, fault }) => [by, family, fault])).toEqual([
      ["client", "packages/openchs-android", "no version by semver.org"],
      ["webapp", "", null],
      ["rules-server", "", null],
    ]);
  });

  test("a package that is asked for is told with one consumer too, and not invented with none", () => {
    expect(groupPins(read, ["react", "vue"]).map(({ name, isAgreed }) => [name, isAgreed])).toEqual([["react", true]]);
  });

  test("an unquoted pin is told with what it is read as", () => {
    const pins = parsePins("modemd:\n  version: 1.10\n", "pi/modemd.sls", RULES);
    expect(groupPins([{ consumer: "saltops", pins }], ["modemd"])[0]?.pins).toMatchObject([
      { consumer: "saltops", fault: "YAML reads it as the number 1.1" },
    ]);
  });
});
