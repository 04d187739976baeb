import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, digestOf, isReleaseError, toJson, type Json } from "../src/index.js";

const thrown = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe("canonicalJson", () => {
  it.each<[string, Json, string]>([
    // RFC 8785 §3.2.2 and §3.2.3, its own sample
    [
      "the sample of RFC 8785",
      {
        numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
        string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        literals: [null, true, false],
      },
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    ],
    // RFC 8785 §3.2.3: members sorted by UTF-16 code units
    [
      "the sorting sample of RFC 8785",
      {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\ud83d\ude00": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
      },
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    ],
    ["an empty object", {}, "{}"],
    ["nested members, sorted at every depth", { b: [{ d: 1, c: 2 }], a: null }, '{"a":null,"b":[{"c":2,"d":1}]}'],
  ])("writes %s", (_name, value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });

  // RFC 8785, appendix B: IEEE 754 doubles and their only spelling
  it.each([
    ["0000000000000000", "0"],
    ["8000000000000000", "0"],
    ["0000000000000001", "5e-324"],
    ["8000000000000001", "-5e-324"],
    ["7fefffffffffffff", "1.7976931348623157e+308"],
    ["4340000000000000", "9007199254740992"],
    ["4430000000000000", "295147905179352830000"],
    ["44b52d02c7e14af5", "9.999999999999997e+22"],
    ["44b52d02c7e14af6", "1e+23"],
    ["44b52d02c7e14af7", "1.0000000000000001e+23"],
    ["444b1ae4d6e2ef4e", "999999999999999700000"],
    ["444b1ae4d6e2ef4f", "999999999999999900000"],
    ["444b1ae4d6e2ef50", "1e+21"],
    ["3eb0c6f7a0b5ed8c", "9.999999999999997e-7"],
    ["3eb0c6f7a0b5ed8d", "0.000001"],
    ["41b3de4355555553", "333333333.3333332"],
    ["41b3de4355555557", "333333333.33333343"],
    ["becbf647612f3696", "-0.0000033333333333333333"],
  ])("spells the double %s as %s", (bits, expected) => {
    expect(canonicalJson(Buffer.from(bits, "hex").readDoubleBE())).toBe(expected);
  });

  it("is JSON of the same value, whatever the order of the members", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value as Json);
        expect(JSON.parse(text)).toEqual(toJson(value));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  it("gives one digest for one content", () => {
    expect(digestOf({ b: 1, a: [true, "x"] })).toBe(digestOf({ a: [true, "x"], b: 1 }));
    expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: "1" }));
    // sha256 of the two bytes `{}`
    expect(digestOf({})).toBe("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  });
});

describe("toJson", () => {
  it("keeps what JSON keeps, drops undefined members, writes dates as ISO", () => {
    const when = new Date("2026-03-01T10:00:00Z");
    expect(toJson({ a: undefined, b: when, c: [1, null], d: Object.create(null) as object })).toEqual({
      b: "2026-03-01T10:00:00.000Z",
      c: [1, null],
      d: {},
    });
    expect(Object.is(toJson(-0), 0)).toBe(true);
  });

  it("copies, so that the original can change", () => {
    const source = { list: [1] };
    const copy = toJson(source);
    source.list.push(2);
    expect(copy).toEqual({ list: [1] });
  });

  it("keeps a member named __proto__ as a member", () => {
    const value = JSON.parse('{"__proto__":{"polluted":true}}') as object;
    expect(JSON.stringify(toJson(value))).toBe('{"__proto__":{"polluted":true}}');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("allows the same object twice side by side, and refuses it inside itself", () => {
    const shared = { x: 1 };
    expect(toJson([shared, shared])).toEqual([{ x: 1 }, { x: 1 }]);
    const loop: { self?: unknown } = {};
    loop.self = { again: loop };
    expect(thrown(() => toJson(loop))).toMatchObject({
      code: "ERR_NOT_JSON",
      details: { path: "$.self.again", found: "cycle" },
    });
  });

  class Client {}
  it.each<[string, unknown, string]>([
    ["NaN", NaN, "NaN"],
    ["an infinity", -Infinity, "-Infinity"],
    ["a function", () => 1, "function"],
    ["a symbol", Symbol("s"), "symbol"],
    ["a bigint", 1n, "bigint"],
    ["an invalid date", new Date("no"), "invalid Date"],
    ["a Map", new Map([[1, 2]]), "Map"],
    ["a Buffer", Buffer.from("x"), "Buffer"],
    ["an Error", new TypeError("x"), "TypeError"],
    ["an instance", new Client(), "Client"],
    ["an instance without a constructor", Object.create({ inherited: 1 }) as object, "Object"],
  ])("refuses %s, and names its place", (_name, value, found) => {
    const error = thrown(() => toJson({ deep: [0, value] }));
    expect(isReleaseError(error)).toBe(true);
    expect(error).toMatchObject({ code: "ERR_NOT_JSON", details: { path: "$.deep[1]", found } });
  });

  it("refuses undefined in a list, and a hole", () => {
    expect(() => toJson([undefined])).toThrow("$[0]");

    expect(() => toJson([1, , 2])).toThrow("$[1]");
  });

  it("survives a file unchanged", () => {
    fc.assert(
      fc.property(fc.object({ withDate: true, withNullPrototype: true }), (value) => {
        let json: Json;
        try {
          json = toJson(value);
        } catch (error) {
          expect(isReleaseError(error)).toBe(true);
          return;
        }
        expect(JSON.parse(JSON.stringify(json))).toEqual(json);
      }),
    );
  });
});
