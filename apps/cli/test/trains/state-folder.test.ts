import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { hideStateFolder } from "../../src/wiring/state-folder.js";

let folder = "";
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "state-folder-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

it("keeps the folder of runs out of git, and leaves what the user wrote", async () => {
  const state = join(folder, "deep", ".signalbox");
  await hideStateFolder(state);
  expect(await readFile(join(state, ".gitignore"), "utf8")).toBe("*\n");
  await writeFile(join(state, ".gitignore"), "runs/\n");
  await hideStateFolder(state);
  expect(await readFile(join(state, ".gitignore"), "utf8")).toBe("runs/\n");
});
