import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { readEnvironment } from "../../src/config/environment.js";
import { programRunner } from "../../src/wiring/program-runner.js";

const runner = programRunner(readEnvironment({ PATH: process.env["PATH"] }));
const cwd = tmpdir();

test("a program that ends: its code and its last words", async () => {
  const argv = ["node", "-e", 'console.log("out"); console.error("err"); process.exit(3)'];
  const { code, output } = await runner.run(argv, { cwd, timeoutMs: 10_000 });
  expect([code, output.split("\n").sort()]).toEqual([3, ["err", "out"]]);
});

test("a program that hangs is ended, also when a child of it left the group and holds its output", async () => {
  const leave = `require("node:child_process").spawn("sleep", ["5"], { detached: true, stdio: "inherit" }); setInterval(() => {}, 1000)`;
  const before = performance.now();
  const { code } = await runner.run(["node", "-e", leave], { cwd, timeoutMs: 500 });
  expect(code).toBe(null);
  expect(performance.now() - before).toBeLessThan(4000);
});

test("an abort ends it at once", async () => {
  const abort = new AbortController();
  const ended = runner.run(["sleep", "20"], { cwd, timeoutMs: 60_000, signal: abort.signal });
  abort.abort(new Error("stopped"));
  expect((await ended).code).toBe(null);
});

test("a program that is not there is an error", async () => {
  await expect(runner.run(["no-such-program"], { cwd, timeoutMs: 1000 })).rejects.toMatchObject({ code: "ENOENT" });
});

test("a program in a repository's files sees the user's own settings, and none of our tokens", async () => {
  const env = {
    PATH: process.env["PATH"],
    GH_TOKEN: "a",
    GH_ENTERPRISE_TOKEN: "b",
    GITHUB_TOKEN: "c",
    NPM_CONFIG_X: "d",
  };
  const argv = ["node", "-p", "Object.keys(process.env).filter((name) => /TOKEN|NPM/.test(name)).join()"];
  const { output } = await programRunner(readEnvironment(env)).run(argv, { cwd, timeoutMs: 10_000 });
  expect(output.trim()).toBe("NPM_CONFIG_X");
});
