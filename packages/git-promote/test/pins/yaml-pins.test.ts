import { describe, expect, test } from "vitest";
import { misreadingOf, parsePins, yamlMisreading } from "../../src/pins/index.js";
import { pinsOf, YAML } from "./pins-of.js";

const state = (...lines: readonly string[]) =>
  ["modemd-pkg:", "  cacophony.pkg_installed_from_github:", ...lines.map((line) => `    ${line}`), ""].join("\n");

describe("pins of state files", () => {
  test.each<[string, string, readonly string[]]>([
    ["Salt's list of single keys", state("- name: modemd", '- version: "1.5.1"'), ["pi/modemd 1.5.1"]],
    ["the version before the name", state('- version: "1.5.1"', "- name: modemd"), ["pi/modemd 1.5.1"]],
    ["single quotes", state("- name: 'modemd'", "- version: '1.5.1'"), ["pi/modemd 1.5.1"]],
    ["no quotes", state("- name: modemd", "- version: 1.3"), ["pi/modemd 1.3"]],
    ["a stream", state("- name: modemd", '- version: "1.12.0-tc2"'), ["pi/modemd 1.12.0-tc2"]],
    ["Debian's endings", state("- name: salt", '- version: "2019.2.0-deb9"'), ["pi/salt 2019.2.0-deb9"]],
    ["a camera's ending", state("- name: leptond", '- version: "0.1.3-lepton3.5"'), ["pi/leptond 0.1.3-lepton3.5"]],
    [
      "a comment behind the version",
      state("- name: modemd", '- version: "3.8.1" # Uncomment the architecture line next time.'),
      ["pi/modemd 3.8.1"],
    ],
    [
      "lines that are comments",
      state("- name: modemd", '#- version: "9.9.9"', '- version: "1.5.1"'),
      ["pi/modemd 1.5.1"],
    ],
    [
      "the package's other name",
      state("- name: go-config", '- version: "1"', "- pkg_name: config"),
      ["pi/go-config 1"],
    ],
    ["no name but the state's id", state('- version: "1.5.1"'), ["pi/modemd-pkg 1.5.1"]],
    ["a mistyped v", state("- name: modemd", '- version: "v2.15.1"'), ["pi/modemd v2.15.1"]],
    ["a template", state("- name: modemd", "- version: {{ version }}"), []],
    ["a word", state("- name: modemd", "- version: latest"), []],
    ["an empty version", state("- name: modemd", "- version:"), []],
    [
      "maps with a name each",
      "all:\n  - name: a\n    version: 1.0.0\n  - name: b\n    version: 2.0.0\n",
      ["pi/a 1.0.0", "pi/b 2.0.0"],
    ],
    [
      "a list at its key's indent",
      "all:\n- name: a\n  version: 1.0.0\n- version: 2.0.0\n  name: b\n",
      ["pi/a 1.0.0", "pi/b 2.0.0"],
    ],
    [
      "a map of maps",
      "modemd:\n  version: '1.0.0'\naudiobait:\n  version: '2.0.0'\n",
      ["pi/modemd 1.0.0", "pi/audiobait 2.0.0"],
    ],
    ["names of another list", "a:\n  x.y:\n    - name: one\nb:\n  x.y:\n    - version: 1.0.0\n", ["pi/b 1.0.0"]],
    ["two documents", "a:\n  version: 1.0.0\n---\nb:\n  version: 2.0.0\n", ["pi/a 1.0.0", "pi/b 2.0.0"]],
    ["a quoted key", '"my pkg":\n  "version": "1.0.0"\n', ["pi/my pkg 1.0.0"]],
    ["a key with a dash in front", "-odd:\n  version: 1.0.0\n", ["pi/-odd 1.0.0"]],
    ["names beyond ASCII", 'größe:\n  version: "1.0.0"\n', ["pi/größe 1.0.0"]],
    [
      "a script that talks of versions",
      "run:\n  cmd.run:\n    - name: |\n        version: 1.0.0\n    - version: 2.0.0\n",
      ["pi/run 2.0.0"],
    ],
    ["a script with a template in it", "s:\n  text: |\n    a\n{% if b %}\n    version: 1.0.0\n{% endif %}\n", []],
    ["templates around a state", '{% if a %}\nm:\n  version: "1.0.0"\n{% endif %}\n', ["pi/m 1.0.0"]],
    ["a byte order mark", '\uFEFFm:\n  version: "1.0.0"\n', ["pi/m 1.0.0"]],
    ["nothing", "", []],
  ])("%s", (_, text, pins) => {
    expect(pinsOf(text)).toEqual(pins);
    expect(pinsOf(text.replaceAll("\n", "\r\n"))).toEqual(pins);
  });

  test("says where the version stands", () => {
    const text = state("- name: modemd", '- version: "1.5.1" # now');
    const [pin] = parsePins(text, "tc2/modemd/init.sls", YAML);
    expect(pin).toMatchObject({ family: "tc2", line: 4, quoted: true, raw: '"1.5.1"', remark: "now", format: "yaml" });
    expect(text.slice(pin?.at)).toMatch(/^1\.5\.1" # now/);
  });

  test("a file in no folder has no family; a rule may say another, or keep to one name", () => {
    const text = state("- name: modemd", '- version: "1.5.1"');
    expect(pinsOf(text, "modemd.sls")).toEqual(["/modemd 1.5.1"]);
    expect(pinsOf(text, "salt/pi/modemd.sls", [{ files: "salt/pi/*.sls", format: "yaml", family: "pi" }])).toEqual([
      "pi/modemd 1.5.1",
    ]);
    expect(pinsOf(text, "pi/modemd.sls", [{ files: "**", format: "yaml", name: "audiobait" }])).toEqual([]);
  });

  test.each([
    ["1.10", "the number 1.1"],
    ["2", "the number 2"],
    ["010", "the number 8"],
    ["1e3", "the number 1000"],
    ["12:30", "a number of base 60"],
    ["2024-10-22", "a date"],
    ["1.10.1", null],
    ["1.0-tc2", null],
    ["v1.10", null],
  ])("YAML reads %s without quotes as %s", (version, misreading) => {
    expect(yamlMisreading(version)).toBe(misreading);
    const [bare] = parsePins(`a:\n  version: ${version}\n`, "a.sls", YAML);
    const [quoted] = parsePins(`a:\n  version: "${version}"\n`, "a.sls", YAML);
    expect([bare, quoted].map((pin) => pin && misreadingOf(pin))).toEqual([misreading, null]);
  });
});
