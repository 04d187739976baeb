import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { playLock } from "../../src/wiring/play-lock.js";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "play-lock-"))));
afterEach(() => rm(folder, { recursive: true }));
const file = (): string => join(folder, "play", "com.openchsclient", "lock");

it("lets one publisher of a package work at a time, and others beside it", async () => {
  const lock = playLock(folder);
  const said: string[] = [];
  const work = (name: string) => async (): Promise<void> => {
    said.push(`${name} begins`);
    await Promise.resolve();
    said.push(`${name} ends`);
  };
  await Promise.all([
    lock.hold("com.openchsclient", work("generic")),
    lock.hold("com.openchsclient", work("again")),
    lock.hold("org.sakhi.openchsclient", work("sakhi")),
  ]);
  expect(said.filter((line) => !line.startsWith("sakhi"))).toEqual([
    "generic begins",
    "generic ends",
    "again begins",
    "again ends",
  ]);
  await expect(readFile(file())).rejects.toMatchObject({ code: "ENOENT" });
});

it("is free again after a failure", async () => {
  const lock = playLock(folder);
  await expect(lock.hold("com.openchsclient", () => Promise.reject(new Error("refused")))).rejects.toThrow("refused");
  expect(await lock.hold("com.openchsclient", () => Promise.resolve(7))).toBe(7);
});

it("names the process that is at it, and takes over from one that is gone", async () => {
  const lock = playLock(folder);
  await lock.hold("com.openchsclient", async () => {
    const other = playLock(folder);
    await expect(other.hold("com.openchsclient", () => Promise.resolve())).rejects.toMatchObject({
      code: "ERR_PLAY_LOCKED",
      message: expect.stringContaining(`process ${process.pid}`) as string,
      retryable: true,
    });
  });
  const gone = spawn(process.execPath, ["-e", ""]);
  await once(gone, "exit");
  const owner = { id: "x", host: hostname(), user: "ci", pid: gone.pid, startTime: null, bootId: null, since: "" };
  await writeFile(file(), JSON.stringify(owner));
  expect(await lock.hold("com.openchsclient", () => Promise.resolve("mine"))).toBe("mine");
});
