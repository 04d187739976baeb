import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.js";

const problemsOf = (trains: unknown): unknown => {
  try {
    checkConfig("signalbox.config.yaml", { trains });
    return [];
  } catch (error) {
    return (error as { details: { issues: unknown } }).details.issues;
  }
};

describe("the trains of a configuration", () => {
  it("names every template that does not exist", () => {
    expect(problemsOf({ a: "nope", b: { template: "other" }, c: "weekly" })).toEqual([
      { path: "trains.a", value: "nope", expected: "the name of a template: weekly, numbered" },
      { path: "trains.b.template", value: "other", expected: "the name of a template: weekly, numbered" },
    ]);
  });

  it("says which types of steps there are", () => {
    expect(problemsOf({ a: { steps: [{ id: "x", type: "gat", uses: "y" }] } })).toEqual([
      { path: "trains.a.steps.0.type", value: "gat", expected: "read, operation, gate, approval or command" },
    ]);
  });
});
