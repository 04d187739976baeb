import { appendFileSync } from "node:fs";
import type { SerializedError } from "vitest";
import type { Reporter, TestModule, TestSuite } from "vitest/node";

/**
 * Says what was skipped and why (the reason stands in the name), makes a skip a failure with `REQUIRE_SYSTEM=1`, and
 * appends `passed failed skipped` to the file named by `TEST_COUNTS`.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
    const skipped = count("skipped");
    const forbidden = process.env["REQUIRE_SYSTEM"] === "1" ? skipped : 0;
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandled.length;
    const failed = count("failed") + broken + forbidden;

    const reasons = new Map<string, number>();
    for (const test of tests) {
      if (test.result().state !== "skipped") continue;
      const name = skippedSuite(test.parent)?.fullName ?? test.fullName;
      reasons.set(name, (reasons.get(name) ?? 0) + 1);
    }
    for (const [name, times] of reasons)
      process.stdout.write(`skipped: ${name} (${times} test${times > 1 ? "s" : ""})\n`);
    if (forbidden > 0) {
      process.stdout.write("REQUIRE_SYSTEM=1: a skipped test is a failure.\n");
      process.exitCode = 1;
    }
    const file = process.env["TEST_COUNTS"];
    if (file !== undefined && file !== "") appendFileSync(file, `${count("passed")} ${failed} ${skipped}\n`);
  }
}

/** The outermost suite that was skipped as a whole. */
function skippedSuite(parent: TestSuite | TestModule): TestSuite | undefined {
  if (parent.type === "module") return undefined;
  return skippedSuite(parent.parent) ?? (parent.state() === "skipped" ? parent : undefined);
}
