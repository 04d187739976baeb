import { execFileSync } from "node:child_process";
import { gitEnvironment } from "@signalbox/testbed";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refProblem } from "../src/index.js";

const env = gitEnvironment();
const gitAllows = (ref: string): boolean => {
  try {
    execFileSync("git", ["check-ref-format", ref], { env, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

describe("full refs", () => {
  test.each([
    "refs/heads/main",
    "refs/heads/16.2",
    "refs/tags/v1.0.0",
    "refs/heads/15.2stale]",
    "refs/heads/feature/ü",
    `refs/tags/${"x".repeat(250)}`,
  ])("%s may be pushed", (ref) => expect(refProblem(ref)).toBeNull());

  test.each([
    "main",
    "refs/heads/",
    "refs/heads",
    "refs/remotes/origin/main",
    "refs/notes/x",
    "HEAD",
    "refs/heads/HEAD",
    "refs/heads/a b",
    "refs/heads/a..b",
    "refs/heads/-x",
    "refs/heads/a.lock",
    "refs/heads/a.lock/b",
    "refs/heads/.a",
    "refs/heads/a/.b",
    "refs/heads/a.",
    "refs/heads/a//b",
    "refs/heads/a/",
    "refs/heads/a@{1}",
    "refs/heads/a:refs/heads/b",
    "refs/heads/*",
    "refs/heads/a\\b",
    "refs/heads/a\n",
    "refs/heads/a\0b",
    "+refs/heads/a",
    " refs/heads/a",
    `refs/heads/${"ü".repeat(128)}`,
    "refs/heads/\ud800",
    "--force",
  ])("%j may not", (ref) => expect(refProblem(ref)).not.toBeNull());

  // 150 processes, which a busy machine starts slowly.
  test("nothing passes that git check-ref-format refuses", { timeout: 60_000 }, () => {
    const hostile = fc.string({
      unit: fc.constantFrom(..."ab/.-@{}~^:?*[]\\ \"'`$;&|\t\nü\u{1f600}\u0000lock"),
      minLength: 1,
      maxLength: 12,
    });
    const ref = fc
      .tuple(
        fc.constantFrom("refs/heads/", "refs/tags/"),
        fc.oneof(hostile, fc.string({ unit: "binary", maxLength: 8 })),
      )
      .map(([a, b]) => a + b);
    fc.assert(
      fc.property(ref, (name) => {
        fc.pre(refProblem(name) === null);
        expect(gitAllows(name)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
