import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { isReleaseError, isSubsetOf, planDigest, readPlan, type Plan } from "../src/index.js";
import { labelShelves, Shelves, throughFile, type LabelAction } from "./lab.js";

let plan: Plan<LabelAction>;
beforeAll(async () => {
  plan = await labelShelves(new Shelves()).plan({ label: "fiction", shelves: ["a", "b"] });
});

const codeOf = (value: unknown): string => {
  try {
    readPlan(value);
  } catch (error) {
    return isReleaseError(error) ? error.code : `not ours: ${String(error)}`;
  }
  return "read";
};

/** A plan whose digest is right for what it says. */
const signed = (part: object): unknown => {
  const changed = { ...throughFile(plan), ...part } as Plan;
  return { ...changed, digest: planDigest(changed) };
};

describe("readPlan", () => {
  it("gives back an equal copy", () => {
    const read = readPlan(plan);
    expect(read).toEqual(plan);
    expect(read).not.toBe(plan);
  });

  it.each<[string, (plan: any) => void, string]>([
    ["a changed action", (p) => (p.actions[0].label = "poetry"), "ERR_PLAN_TAMPERED"],
    ["an action removed", (p) => p.actions.pop(), "ERR_PLAN_TAMPERED"],
    ["a changed input", (p) => (p.input.label = "poetry"), "ERR_PLAN_TAMPERED"],
    ["a changed target", (p) => (p.target = "elsewhere"), "ERR_PLAN_TAMPERED"],
    ["another digest", (p) => (p.digest = "0".repeat(64)), "ERR_PLAN_TAMPERED"],
    ["changed facts, which are only shown", (p) => (p.facts = ["seen"]), "read"],
    ["a later format", (p) => (p.format = 2), "ERR_PLAN_UNREADABLE"],
    ["an unknown field", (p) => (p.force = true), "ERR_PLAN_UNREADABLE"],
    [
      "an unknown field of a warning",
      (p) => (p.warnings = [{ code: "c", message: "m", hint: "h", x: 1 }]),
      "ERR_PLAN_UNREADABLE",
    ],
    ["no facts", (p) => delete p.facts, "ERR_PLAN_UNREADABLE"],
    ["no input", (p) => delete p.input, "ERR_PLAN_UNREADABLE"],
    ["an action without a summary", (p) => delete p.actions[0].summary, "ERR_PLAN_UNREADABLE"],
    ["a digest that is none", (p) => (p.digest = "abc"), "ERR_PLAN_UNREADABLE"],
    ["an empty kind", (p) => (p.kind = ""), "ERR_PLAN_UNREADABLE"],
  ])("answers to %s", (_name, change, expected) => {
    const copy = throughFile(plan);
    change(copy);
    expect(codeOf(copy)).toBe(expected);
  });

  it.each([[null], [undefined], ["text"], [[]], [{}], [42]])("refuses %j", (value) => {
    expect(codeOf(value)).toBe("ERR_PLAN_UNREADABLE");
  });

  it("names the first wrong place", () => {
    expect(() => readPlan({ ...plan, actions: [{ type: "x" }] })).toThrow("actions.0.summary");
    expect(() => readPlan(null)).toThrow("(plan)");
  });

  it("throws only typed errors, whatever it is given", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.record({ format: fc.constant(1), kind: fc.string(), actions: fc.anything() })),
        (value) => {
          expect(codeOf(value)).toMatch(/^ERR_/);
        },
      ),
    );
  });

  it("notices every change of one character in what the digest covers", () => {
    const text = JSON.stringify({ ...throughFile(plan), facts: {} });
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.string({ minLength: 1, maxLength: 1, unit: "grapheme-ascii" }),
        (at, character) => {
          const edited = text.slice(0, at) + character + text.slice(at + 1);
          let value: unknown;
          try {
            value = JSON.parse(edited);
          } catch {
            return;
          }
          const same =
            JSON.stringify({ ...(value as object), facts: 0 }) ===
            JSON.stringify({ ...(JSON.parse(text) as object), facts: 0 });
          expect(codeOf(value) === "read").toBe(same);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("takes a plan in which only the digest speaks for the content", () => {
    expect(codeOf(signed({ target: "elsewhere" }))).toBe("read");
  });
});

describe("isSubsetOf", () => {
  const of = (part: object): Plan => readPlan(signed(part));

  it("holds for the same plan, for what is left of it, and for nothing left", () => {
    expect(isSubsetOf(plan, plan)).toBe(true);
    expect(isSubsetOf(of({ actions: plan.actions.slice(1) }), plan)).toBe(true);
    expect(isSubsetOf(of({ actions: [] }), plan)).toBe(true);
  });

  it("does not depend on the order of members", () => {
    const turned = plan.actions.map((action) => Object.fromEntries(Object.entries(action).reverse()));
    expect(isSubsetOf(of({ actions: turned }), plan)).toBe(true);
  });

  it.each<[string, () => Plan]>([
    ["one more action", () => of({ actions: [...plan.actions, { type: "label", summary: "more" }] })],
    ["another expected state", () => of({ actions: [{ ...plan.actions[0], expected: "poetry" }] })],
    ["another target", () => of({ target: "elsewhere" })],
    ["another kind", () => of({ kind: "paint-shelves" })],
  ])("does not hold with %s", (_name, fresh) => {
    expect(isSubsetOf(fresh(), plan)).toBe(false);
  });
});
