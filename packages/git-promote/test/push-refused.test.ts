import { expect, it } from "vitest";
import { pushed } from "../src/errors.js";

const hintOf = (reason: string): string => {
  try {
    pushed({ status: "refused", reason }, { ref: "refs/heads/16.2/fix", oid: "a".repeat(40), expected: null }, "Ask.");
  } catch (error) {
    return (error as { hint: string }).hint;
  }
  return "not refused";
};

it("sends nobody to ask for rights where another ref is in the way", () => {
  const said = "cannot lock ref 'refs/heads/16.2/fix': 'refs/heads/16.2' exists; cannot create 'refs/heads/16.2/fix'";
  expect(hintOf(`error: ${said} (failed to update ref)`)).toContain("refs/heads/16.2 is in the way");
  expect(hintOf("release freeze (hook declined)")).toBe("Ask.");
});
