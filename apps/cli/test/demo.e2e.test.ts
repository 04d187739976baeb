import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import { interruptAt, signalbox } from "./support/run-cli.js";

let cwd: string;
beforeEach(async () => (cwd = await mkdtemp(join(tmpdir(), "signalbox-demo-"))));
afterEach(() => rm(cwd, { recursive: true, force: true }));

/** Processes whose command line names the folder. */
async function processesIn(folder: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)("ps", ["-eo", "pid,args"]);
  return stdout.split("\n").filter((line) => line.includes(folder));
}

it("the demo runs a whole train, killed twice, and leaves its folder and nothing else", async () => {
  const [home, temporary] = [join(cwd, "home"), join(cwd, "tmp")];
  await Promise.all([home, temporary].map((folder) => mkdir(folder)));
  const answer = await signalbox(["demo"], { cwd, env: { HOME: home, TMPDIR: temporary } });
  expect([answer.code, answer.stderr]).toEqual([0, expect.stringContaining("killed (SIGKILL), as a power cut would")]);
  expect(answer.stderr.match(/killed \(SIGKILL\)/g)).toHaveLength(2);
  expect(answer.stdout).toContain("Weekly promotion: what was done");
  expect(answer.stdout).toMatch(/audio-lure +v2\.10\.0 +0/);
  expect(answer.stdout).toContain("signalbox unreleased ~/src/*");
  const journal = /Its journal: (.*)/.exec(answer.stdout)?.[1] ?? "";
  expect(await readFile(join(cwd, journal), "utf8")).toContain('"type":"run-finished"');
  expect(await readdir(home)).toEqual([]);
  expect(await readdir(temporary)).toEqual([]);
  expect(await readdir(join(cwd, ".signalbox"))).toEqual(["demo"]);
  expect(await processesIn(cwd)).toEqual([]);
});

it("Ctrl-C ends it with 130 and no process left; the next demo begins anew", async () => {
  const cut = await signalbox(["demo"], { cwd, onStderr: interruptAt("$ signalbox plan") });
  expect(cut.code).toBe(130);
  // What was told to end may need a moment to do so.
  await expect.poll(() => processesIn(cwd), { timeout: 5000 }).toEqual([]);
});
