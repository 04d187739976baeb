import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineTrain, stepKey, type Train, trainSchema } from "../src/index.js";
import { fileWorld } from "./fixture/file-world.js";
import { tempFolder } from "./fixture/clock.js";
import { weekly } from "./fixture/train.js";

const read = (id: string, more: object = {}) => ({ id, type: "read", uses: "list-files", ...more });
const problemsOf = (train: unknown): readonly (readonly [string, string])[] => {
  try {
    defineTrain(train as Train, fileWorld(tempFolder()).kinds);
    return [];
  } catch (error) {
    const { code, details } = error as { code: string; details: { problems: { path: string; message: string }[] } };
    expect(code).toBe("ERR_TRAIN_INVALID");
    return details.problems.map(({ path, message }) => [path, message]);
  }
};

describe("defineTrain", () => {
  it("takes a good train as it is", () => {
    expect(defineTrain(weekly, fileWorld(tempFolder()).kinds)).toBe(weekly);
  });

  it.each([
    { name: "an id twice", steps: [read("a"), read("a")], problem: ["steps.1.id", "a is used twice"] },
    { name: "a reserved id", steps: [read("plan")], problem: ["steps.0.id", "plan is a reserved name"] },
    {
      name: "an id that every object has",
      steps: [read("constructor")],
      problem: ["steps.0.id", "constructor is a reserved name"],
    },
    { name: "an id with a blank", steps: [read("a b")], problem: ["steps.0.id", "use letters, digits, - and _ only"] },
    {
      name: "an unknown need",
      steps: [read("a", { needs: ["b"] })],
      problem: ["steps.0.needs.0", "there is no step b"],
    },
    {
      name: "an unknown rescue",
      steps: [read("a", { rescue: "b" })],
      problem: ["steps.0.rescue", "there is no step b"],
    },
    {
      name: "a need of a rescue",
      steps: [read("a"), read("r", { rescue: "a" }), read("b", { needs: ["r"] })],
      problem: ["steps.2.needs.0", "r is a rescue and may never run, so nothing can need it"],
    },
    {
      name: "a need of the same item where there is none",
      steps: [read("a"), read("b", { forEach: ["x"], needs: ["a[]"] })],
      problem: ["steps.1.needs.0", "a[] is of the same item, so both steps need a forEach"],
    },
    {
      name: "items that may fail where there are none",
      steps: [read("a", { onItemFailure: "continue" })],
      problem: ["steps.0.onItemFailure", "the step has no forEach"],
    },
    {
      name: "a circle over items",
      steps: [read("a", { forEach: ["x"], needs: ["b[]"] }), read("b", { forEach: ["x"], needs: ["a[]"] })],
      problem: ["steps", "the steps wait for each other: a → b → a"],
    },
    {
      name: "an unknown reference",
      steps: [read("a", { with: { x: [{ $ref: "b.tag" }] } })],
      problem: ["steps.0.with.x.0", "there is no step b"],
    },
    {
      name: "no reference at all",
      steps: [read("a", { with: { $ref: "b c" } })],
      problem: ["steps.0.with", "b c is not a reference"],
    },
    {
      name: "an item without forEach",
      steps: [read("a", { with: { $ref: "item.name" } })],
      problem: ["steps.0.with", "there is no item: the step has no forEach"],
    },
    {
      name: "the same item without forEach",
      steps: [read("b"), read("a", { with: { $ref: "b[].x" } })],
      problem: ["steps.1.with", "b[] needs a forEach of this step"],
    },
    {
      name: "an unknown kind",
      steps: [read("a", { uses: "nothing" })],
      problem: ["steps.0.uses", "there is no read nothing; known: list-files"],
    },
    {
      name: "a circle",
      steps: [read("a", { needs: ["b"] }), read("b", { with: { $ref: "c.x" } }), read("c", { needs: ["a"] })],
      problem: ["steps", "the steps wait for each other: a → b → c → a"],
    },
  ])("names $name", ({ steps, problem }) => {
    expect(problemsOf({ name: "t", steps })).toEqual([problem]);
  });

  it("names every problem at once", () => {
    const steps = [read("a", { needs: ["x"], with: { $ref: "y.z" } }), read("a", { uses: "nothing" })];
    expect(problemsOf({ name: "t", steps }).map(([path]) => path)).toEqual([
      "steps.0.needs.0",
      "steps.0.with",
      "steps.1.id",
      "steps.1.uses",
    ]);
    expect(
      problemsOf({
        name: "a b",
        steps: [
          { id: "a", type: "read" },
          { id: "b", type: "wish" },
        ],
        more: 1,
      }).length,
    ).toBe(4);
  });
});

describe("trainSchema", () => {
  it("reads a train from JSON, and is itself JSON schema", () => {
    expect(trainSchema.parse(JSON.parse(JSON.stringify(weekly)))).toEqual(weekly);
    expect(z.toJSONSchema(trainSchema)).toMatchObject({
      type: "object",
      required: ["name", "steps"],
      additionalProperties: false,
    });
  });
});

describe("stepKey", () => {
  it.each([
    ["tag", undefined, "tag"],
    ["tag", null, "tag"],
    ["tag", "audiobait", "tag[audiobait]"],
    ["tag", { name: "modemd", x: 1 }, "tag[modemd]"],
  ])("%s of %j is %s", (id, item, key) => {
    expect(stepKey(id, item)).toBe(key);
  });
});
