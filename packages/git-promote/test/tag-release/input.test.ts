import { describe, expect, it } from "vitest";
import { input } from "../../src/tag-release/input.js";

describe("a lightweight tag", () => {
  it.each([
    ["sign", { sign: true }],
    ["message", { message: "Better maps" }],
  ])("drops no %s in silence", (field, given) => {
    const found = input.safeParse({ repository: "/r", annotated: false, ...given });
    expect(found.error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
    expect(input.safeParse({ repository: "/r", ...given }).success).toBe(true);
  });
});
