import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const place = (path: string) => fileURLToPath(new URL(path, import.meta.url));
let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "signalbox-system-"));
});
afterAll(() => rm(scratch, { recursive: true }));

/** Runs a fixture in a process of its own, as `npm test` runs the workspace. */
async function run(fixture: string, required: string): Promise<{ code: number; output: string; counts: string }> {
  const counts = join(scratch, `${fixture}-${required}`);
  const args = [place("../../node_modules/vitest/vitest.mjs"), "run", "--root", place(`fixtures/${fixture}`)];
  const env = { PATH: process.env["PATH"], REQUIRE_SYSTEM: required, TEST_COUNTS: counts, NO_COLOR: "1" };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr, counts: readFileSync(counts, "utf8") });
    });
  });
}

it("skips with a printed reason what the machine cannot offer", async () => {
  const { code, output, counts } = await run("system", "");
  expect(output).toContain("skipped: flying (needs wings-of-lead, engine-of-air) (2 tests)");
  expect(counts).toBe("1 0 2\n");
  expect(code).toBe(0);
}, 30_000);

it("calls that a failure with REQUIRE_SYSTEM=1", async () => {
  const { code, output, counts } = await run("system", "1");
  expect(output).toContain("needs wings-of-lead, engine-of-air, and REQUIRE_SYSTEM=1 forbids to skip it");
  expect(counts).toBe("1 1 0\n");
  expect(code).toBe(1);
}, 30_000);

it("calls any other skip a failure then, too", async () => {
  const { code, output, counts } = await run("skipping", "1");
  expect(output).toContain("skipped: somebody's shortcut (1 test)");
  expect(counts).toBe("1 1 1\n");
  expect(code).toBe(1);
}, 30_000);

it("says at the end what failed, a hook too, whose tests were only skipped", async () => {
  const { code, counts } = await run("failing", "");
  expect([code, counts]).toEqual([1, "0 1 1\n"]);
  expect(readFileSync(join(scratch, "failing-.failed"), "utf8").split("\n")).toEqual([
    "failed: failing.fixture.ts: a server: its port is taken",
    "failed: failing.fixture.ts: is wrong: expected 1 to be 2 // Object.is equality",
    "",
  ]);
}, 30_000);
