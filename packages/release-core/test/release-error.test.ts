import { pathToFileURL } from "node:url";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { inputInvalid, isReleaseError, planStale, planUnreadable, ReleaseError, wrapUnknown } from "../src/index.js";

describe("ReleaseError", () => {
  it("is an Error with a code, a hint and quiet defaults", () => {
    const cause = new Error("below");
    const error = new ReleaseError({ code: "ERR_X", message: "What.", hint: "Next.", cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: "ReleaseError",
      code: "ERR_X",
      message: "What.",
      hint: "Next.",
      details: null,
      retryable: false,
      cause,
    });
    expect("cause" in new ReleaseError({ code: "ERR_X", message: "m", hint: "h" })).toBe(false);
    expect(String(error)).toBe("ReleaseError: What.");
  });

  it("is recognised from another installed copy, where instanceof fails", async () => {
    vi.resetModules();
    const file = fileURLToPath(new URL("../src/release-error.ts", import.meta.url));
    const copy = (await import(
      /* @vite-ignore */ pathToFileURL(file).href
    )) as typeof import("../src/release-error.js");
    const foreign = new copy.ReleaseError({ code: "ERR_X", message: "m", hint: "h" });
    expect(foreign instanceof ReleaseError).toBe(false);
    expect(isReleaseError(foreign)).toBe(true);
    expect(wrapUnknown(foreign, "anything")).toBe(foreign);
    expect(copy.isReleaseError(planStale("a", 1, 2))).toBe(true);
  });

  it.each([[null], [undefined], ["ERR_X"], [new Error("x")], [{ code: "ERR_X", hint: "h" }]])("is not %j", (value) => {
    expect(isReleaseError(value)).toBe(false);
  });

  it("keeps its brand out of sight", () => {
    expect(Object.keys(planUnreadable("r"))).toEqual(expect.arrayContaining(["code", "hint", "details", "retryable"]));
    expect(JSON.stringify(planUnreadable("r"))).not.toContain("Symbol");
  });

  it.each([
    inputInvalid("k", [{ path: "a", message: "wrong", value: 1 }]),
    planStale("x", null, "y"),
    planUnreadable("r"),
  ])("$code has a sentence and a next step", (error) => {
    expect(error.message).toMatch(/\S{3,}/);
    expect(error.hint).toMatch(/[.]$/);
  });
});

it.each([
  ["a".repeat(40), "b".repeat(40), "main changed after the plan was made, from aaaaaaaaaa to bbbbbbbbbb; nothing"],
  ["open", "closed", "main changed after the plan was made, from open to closed; nothing"],
  [null, "b".repeat(40), "main changed after the plan was made; nothing"],
  ["x".repeat(200), "closed", "main changed after the plan was made; nothing"],
])("a stale plan tells people the difference where it is short", (expected, found, message) => {
  const error = planStale("main", expected, found);
  expect(error.message).toContain(message);
  expect(error.details).toEqual({ what: "main", expected, found });
});
