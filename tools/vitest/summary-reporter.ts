import { appendFileSync } from "node:fs";
import type { SerializedError } from "vitest";
import type { Reporter, TestModule, TestSuite } from "vitest/node";

/**
 * Says what was skipped and why (the reason stands in the name), makes a skip a failure with `REQUIRE_SYSTEM=1`, appends
 * `passed failed skipped` to the file named by `TEST_COUNTS`, and what failed to the one with `.failed` behind its name.
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
    const lines = [...reasons].map(([name, times]) => `skipped: ${name} (${times} test${times > 1 ? "s" : ""})\n`);
    process.stdout.write(lines.join(""));
    if (forbidden > 0) {
      process.stdout.write("REQUIRE_SYSTEM=1: a skipped test is a failure.\n");
      process.exitCode = 1;
    }
    const file = process.env["TEST_COUNTS"];
    if (file === undefined || file === "") return;
    appendFileSync(file, `${count("passed")} ${failed} ${skipped}\n`);
    const told = [...modules.flatMap(failuresOf), ...unhandled.map((error) => `failed: ${firstLine(error.message)}\n`)];
    appendFileSync(`${file}.failed`, [...told, ...(forbidden > 0 ? lines : [])].join(""));
  }
}

/** A line for each test, hook and file that failed. A hook's failure is its suite's: its tests are only skipped. */
function failuresOf(module: TestModule): string[] {
  const places = [module, ...module.children.allSuites()].map((place) => ({
    name: place.type === "suite" ? place.fullName : "",
    errors: place.errors(),
  }));
  const tests = [...module.children.allTests("failed")].map((test) => ({
    name: test.fullName,
    errors: test.result().errors ?? [],
  }));
  return [...places, ...tests].flatMap(({ name, errors }) =>
    errors.map((error) => `failed: ${module.relativeModuleId}: ${name}: ${firstLine(error.message)}\n`),
  );
}

const firstLine = (message: string): string => message.split("\n")[0]?.slice(0, 300) ?? "";

/** The outermost suite that was skipped as a whole. */
function skippedSuite(parent: TestSuite | TestModule): TestSuite | undefined {
  if (parent.type === "module") return undefined;
  return skippedSuite(parent.parent) ?? (parent.state() === "skipped" ? parent : undefined);
}
