import { describe, expect, it } from "vitest";
import { resolve } from "../src/references.js";

const known = {
  outcomes: { "base[api]": { commit: "abc" }, report: { tags: ["v1"] } },
  item: { name: "api", repository: "acme/api" },
  parameters: { release: "16.2" },
};

describe("references", () => {
  it("are filled in from outcomes, the item and the parameters", () => {
    const source = {
      repository: { $ref: "item.repository" },
      commit: { $ref: "base[].commit" },
      tag: { $ref: "report.tags/0" },
      branch: { $ref: "train.release" },
    };
    expect(resolve(source, known)).toEqual({
      value: { repository: "acme/api", commit: "abc", tag: "v1", branch: "16.2" },
      missing: [],
    });
  });

  it("with a question mark leave their member out where there is nothing", () => {
    const source = {
      pattern: { $ref: "item.tagPattern?" },
      name: { $ref: "item.name?" },
      list: [{ $ref: "item.x?" }, 1],
    };
    expect(resolve(source, known).value).toEqual({ name: "api", list: [1] });
    expect(resolve({ $ref: "item.input?" }, known).value).toEqual({});
  });

  it("without one say what is not there", () => {
    expect(() => resolve({ pattern: { $ref: "item.tagPattern" } }, known)).toThrow(
      expect.objectContaining({ code: "ERR_REFERENCE_MISSING" }),
    );
  });

  it("to a step that has not ended stay, question mark or not", () => {
    expect(resolve({ commit: { $ref: "cut[].commit?" } }, known)).toEqual({
      value: { commit: { $ref: "cut[].commit?" } },
      missing: ["cut"],
    });
  });
});
