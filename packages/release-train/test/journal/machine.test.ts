import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { once } from "node:events";
import { expect, it } from "vitest";
import { thisMachine } from "../../src/journal/machine.js";

const ownerWith = (pid: number) => {
  const { host, user, bootId } = thisMachine();
  return { id: "x", host, user, pid, startTime: null, bootId, since: "2026-11-22T00:00:00.000Z" };
};

it("takes this process for alive, and one that cannot be for dead", () => {
  expect(thisMachine().isAlive(ownerWith(process.pid))).toBe(true);
  expect(thisMachine().isAlive(ownerWith(2 ** 22 + 1))).toBe(false);
});

it.runIf(existsSync("/proc/self/stat"))("takes a process for dead that ended and that nobody waited for", async () => {
  // The shell becomes a program that never asks after its child.
  const parent = spawn("sh", ["-c", "sh -c 'exit 0' & echo $!; exec sleep 30"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  try {
    const [text] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = Number(text.toString());
    expect(pid).toBeGreaterThan(0);
    await expect.poll(() => thisMachine().isAlive(ownerWith(pid)), { timeout: 5000 }).toBe(false);
  } finally {
    parent.kill("SIGKILL");
  }
});
