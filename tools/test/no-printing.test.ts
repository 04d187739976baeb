import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const place = (path: string) => fileURLToPath(new URL(path, import.meta.url));

it("fails the tests of a library that prints, and no other", async () => {
  const args = [
    place("../../node_modules/vitest/vitest.mjs"),
    "run",
    "--root",
    place("fixtures/packages/loud"),
    "--reporter=json",
  ];
  const run = await promisify(execFile)(process.execPath, args).catch((error: { stdout: string }) => error);
  const report = JSON.parse(run.stdout.slice(run.stdout.indexOf("{"))) as {
    testResults: { assertionResults: { title: string; status: string; failureMessages: string[] }[] }[];
  };
  const results = report.testResults.flatMap((file) => file.assertionResults);
  expect(results.map(({ title, status }) => [title, status])).toEqual([
    ["quiet", "passed"],
    ["console.log", "failed"],
    ["console.error", "failed"],
    ["stdout.write", "failed"],
    ["stderr.write", "failed"],
  ]);
  expect(results[1]?.failureMessages.join()).toContain("A library printed:\nconsole.log: hello");
}, 30_000);
