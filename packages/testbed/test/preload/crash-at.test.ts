import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { scratch } from "../scratch.js";

const PRELOAD = fileURLToPath(import.meta.resolve("@signalbox/testbed/crash-at"));

/** Writes `a`..`d`, each followed by another form of fdatasync. */
const SCRIPT = `
import { appendFileSync, fdatasync, fdatasyncSync, openSync } from "node:fs";
import { open } from "node:fs/promises";
import { promisify } from "node:util";
const file = process.argv[2];
const descriptor = openSync(file, "a");
const handle = await open(file, "a");
appendFileSync(file, "a"); fdatasyncSync(descriptor); appendFileSync(file, "1");
appendFileSync(file, "b"); await promisify(fdatasync)(descriptor); appendFileSync(file, "2");
appendFileSync(file, "c"); await handle.datasync(); appendFileSync(file, "3");
await handle.close();
`;

async function run(env: Record<string, string>) {
  const root = await scratch();
  const [script, file, count] = [join(root, "script.mjs"), join(root, "file"), join(root, "count")];
  writeFileSync(script, SCRIPT);
  const ended = spawnSync(process.execPath, ["--import", PRELOAD, script, file], {
    env: { CRASH_COUNT_FILE: count, ...env },
    encoding: "utf8",
  });
  return {
    signal: ended.signal,
    stderr: ended.stderr,
    written: existsSync(file) ? readFileSync(file, "utf8") : null,
    count: existsSync(count) ? readFileSync(count, "utf8") : null,
  };
}

test.each([
  ["1:before", "a"],
  ["1:after", "a"],
  ["2:before", "a1b"],
  ["2:after", "a1b"],
  ["3:before", "a1b2c"],
  ["3:after", "a1b2c"],
])("CRASH_AT=%s kills the process there", async (at, written) => {
  expect(await run({ CRASH_AT: at })).toMatchObject({ signal: "SIGKILL", written, count: null });
});

test("without a crash everything runs, and the count is told", async () => {
  expect(await run({})).toEqual({ signal: null, stderr: "", written: "a1b2c3", count: "3" });
  expect(await run({ CRASH_AT: "4:before" })).toMatchObject({ signal: null, written: "a1b2c3", count: "3" });
});

test("a wrong CRASH_AT is refused before the script runs", async () => {
  const ended = await run({ CRASH_AT: "soon" });
  expect(ended.stderr).toContain('not "soon"');
  expect(ended.written).toBeNull();
});
