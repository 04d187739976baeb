import { expect, test } from "vitest";
import { findBranch, hasTagNamed, nearNames } from "../src/resolve-branch.js";

const refs = [
  "refs/heads/dev",
  "refs/heads/test",
  "refs/heads/prod",
  "refs/heads/16.2",
  "refs/heads/update-prod",
  "refs/tags/16.2",
].map((name) => ({ name, oid: `${name}-oid`, commit: `${name}-oid` }));

test("a branch is found by its full ref, never the tag of the same name", () => {
  expect(findBranch(refs, "16.2")).toEqual({ ref: "refs/heads/16.2", commit: "refs/heads/16.2-oid" });
  expect(hasTagNamed(refs, "16.2")).toBe(true);
  expect(hasTagNamed(refs, "prod")).toBe(false);
});

test.each([
  ["tset", ["test"]],
  ["Prod", ["prod", "update-prod"]],
  ["origin/prod", ["prod"]],
  ["16.3", ["16.2"]],
  ["nothing-like-it", []],
])("near %s are %o", (branch, near) => {
  expect(nearNames(refs, branch)).toEqual(near);
});
