import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editPin, fileText, parsePins, type PinRule } from "../../src/pins/index.js";
import { YAML } from "./pins-of.js";

const NPM: readonly PinRule[] = [{ files: "package.json", format: "package-json" }];

const versions = fc
  .tuple(fc.nat(99), fc.nat(99), fc.nat(99), fc.constantFrom("", "-tc2", "-deb12", "-lepton3.5", "-rc.1"))
  .map(([major, minor, patch, ending]) => `${major}.${minor}.${patch}${ending}`);
const names = fc.stringMatching(/^[a-zäé][a-z0-9é-]{0,12}$/);
const endings = fc.constantFrom("\n", "\r\n");

/** State files with all that people put around a version. */
const states = fc
  .record({
    pins: fc.uniqueArray(fc.record({ name: names, version: versions }), { selector: ({ name }) => name, minLength: 1 }),
    quote: fc.constantFrom('"', "'", ""),
    comment: fc.constantFrom("", " # 9.9.9 next time", "  "),
    between: fc.constantFrom("", "    #- version: 0.0.1", "{% if grains %}", "    - watch:\n      - x"),
    end: endings,
    hasFinalEnd: fc.boolean(),
    bom: fc.constantFrom("", "\uFEFF"),
  })
  .map(({ pins, quote, comment, between, end, hasFinalEnd, bom }) => {
    const lines = pins.flatMap(({ name, version }) => [
      `${name}-pkg:`,
      "  cacophony.pkg_installed_from_github:",
      `    - name: ${name}`,
      ...(between === "" ? [] : between.split("\n")),
      `    - version: ${quote}${version}${quote}${comment}`,
    ]);
    return { pins, text: bom + lines.join(end) + (hasFinalEnd ? end : "") };
  });

const packages = fc
  .record({
    pins: fc.uniqueArray(fc.record({ name: names, version: versions }), { selector: ({ name }) => name, minLength: 1 }),
    sign: fc.constantFrom("", "^", "~"),
    indent: fc.constantFrom(0, 2, "\t"),
  })
  .map(({ pins, sign, indent }) => {
    const dependencies = Object.fromEntries(pins.map(({ name, version }) => [name, `${sign}${version}`]));
    return { pins, text: JSON.stringify({ name: "app", version: "1.0.0", dependencies }, null, indent) };
  });

describe("editing a pin", () => {
  test.each([
    ["state files", states, "pi/x.sls", YAML],
    ["package.json", packages, "package.json", NPM],
  ] as const)("of %s: the new version is read, and every other byte is the same", (_, files, file, rules) => {
    fc.assert(
      fc.property(files, fc.nat(), versions, ({ pins, text }, pick, version) => {
        const before = parsePins(text, file, rules);
        expect(before.map(({ name, version: found }) => ({ name, version: found }))).toEqual(
          expect.arrayContaining(pins),
        );
        expect(before).toHaveLength(pins.length);
        const pin = before[pick % before.length];
        if (pin === undefined) throw new Error("no pin");
        const edited = editPin(text, pin, version);
        const shift = version.length - pin.version.length;
        const moved = (other: typeof pin) => (other.at > pin.at ? other.at + shift : other.at);
        expect(parsePins(edited, file, rules)).toEqual(
          before.map((other) =>
            other === pin
              ? { ...pin, version, raw: pin.raw.replace(pin.version, version) }
              : { ...other, at: moved(other) },
          ),
        );
        expect(edited.slice(0, pin.at)).toBe(text.slice(0, pin.at));
        expect(edited.slice(pin.at + version.length)).toBe(text.slice(pin.at + pin.version.length));
        expect(editPin(edited, { ...pin, version }, pin.version)).toBe(text);
      }),
    );
  });

  test("any bytes survive being read", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { text, encode } = fileText(bytes);
        expect(encode(text)).toEqual(bytes);
      }),
    );
  });

  test("any text is read without a failure, and pins are where they say", () => {
    const pieces = fc.constantFrom(
      "- ",
      "version",
      "name",
      ":",
      " ",
      "\n",
      "\r\n",
      '"',
      "'",
      "1.2",
      "|",
      "#",
      "{% x %}",
      "é",
      "\t",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const text = parts.join("");
        for (const pin of parsePins(text, "a.sls", YAML)) expect(text.slice(pin.at).startsWith(pin.version)).toBe(true);
      }),
    );
  });

  test("another text is refused", () => {
    const [pin] = parsePins("a:\n  version: 1.0.0\n", "a.sls", YAML);
    if (pin === undefined) throw new Error("no pin");
    expect(() => editPin("b:\n  version: 1.0.0\n\n", { ...pin, at: 0 }, "2.0.0")).toThrow(
      expect.objectContaining({ code: "ERR_PIN_MOVED" }) as Error,
    );
  });
});
