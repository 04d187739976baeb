import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServedWorld, serveWorld } from "./support/serve-world.js";

const BIN = fileURLToPath(new URL("../bin/signalbox.js", import.meta.url));
// util-linux's `script` gives a program a terminal of its own.
const hasScript = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;

let served: ServedWorld;
beforeAll(async () => (served = await serveWorld({ components: 1 })));
afterAll(() => served.close());

/** Runs a command on a terminal and types `keys` when `prompt` is seen. */
async function onTerminal(args: string, prompt: RegExp, keys: string, env: Record<string, string> = {}) {
  const command = `stty cols 120 rows 30; ${process.execPath} ${BIN} ${args}`;
  const child = spawn("script", ["-qec", command, "/dev/null"], {
    cwd: served.folder,
    env: { PATH: process.env["PATH"] ?? "", HOME: served.folder, TERM: "xterm", ...env },
    stdio: "pipe",
  });
  let seen = "";
  let typed = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    seen += text;
    if (typed || !prompt.test(seen)) return;
    typed = true;
    child.stdin.write(keys);
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, seen };
}

describe.skipIf(!hasScript)("on a terminal", () => {
  it("asks before it writes; no means that nothing is written", async () => {
    const before = await served.refs();
    const answer = await onTerminal("promote test prod", /Apply 1 action\?/, "n");
    expect(answer.seen).toContain("Not confirmed; nothing was written.");
    expect(answer.code).toBe(130);
    expect(await served.refs()).toEqual(before);
  });

  it("yes means yes", async () => {
    const answer = await onTerminal("promote test prod", /Apply 1 action\?/, "y");
    expect([answer.code, await served.refUpdates()]).toEqual([0, 1]);
  });

  it("never asks with CI set", async () => {
    const answer = await onTerminal("run weekly", /\?$/, "", { CI: "true" });
    expect([answer.code, answer.seen]).toEqual([2, expect.stringContaining("ERR_NEEDS_YES")]);
  });

  it("draws the steps of a run over each other, and no colour with NO_COLOR", async () => {
    const answer = await onTerminal("run weekly --yes", /never/, "", { NO_COLOR: "1" });
    expect(answer.code).toBe(3);
    expect(answer.seen).toMatch(/◐ {2}unreleased[\s\S]*\u001b\[\d+A\u001b\[0J/);
    expect(answer.seen).not.toMatch(/\u001b\[3\dm/);
  });
});
