import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createPatchMemory, noPatchMemory, type PatchId, rememberedIds } from "../../src/native/patch-memory.js";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "signalbox-patches-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const pair = (to: string) => ({ from: "base", to });
const asked: string[] = [];
/** Equal trees have no patch. */
const ask = (open: readonly { to: string }[]): Promise<readonly PatchId[]> => {
  asked.push(open.map(({ to }) => to).join());
  return Promise.resolve(open.map(({ to }) => (to === "base" ? null : `id of ${to}`)));
};

test("only what is new is asked, also by the next process", async () => {
  asked.length = 0;
  const first = createPatchMemory(folder);
  expect(await rememberedIds(first, [pair("a"), pair("base")], ask)).toEqual(["id of a", null]);
  const next = createPatchMemory(folder);
  expect(await rememberedIds(next, [pair("b"), pair("a"), pair("base"), pair("c")], ask)).toEqual([
    "id of b",
    "id of a",
    null,
    "id of c",
  ]);
  expect(await rememberedIds(next, [pair("c"), pair("b")], ask)).toEqual(["id of c", "id of b"]);
  expect(asked).toEqual(["a,base", "b,c"]);
});

test("more than is kept is answered all the same, and so is what nobody keeps", async () => {
  const many = Array.from({ length: 3000 }, (_, index) => pair(`tree ${index}`));
  const ids = many.map(({ to }) => `id of ${to}`);
  expect(await rememberedIds(createPatchMemory(folder), many, ask)).toEqual(ids);
  expect(await rememberedIds(createPatchMemory(folder), many, ask)).toEqual(ids);
  expect(await rememberedIds(noPatchMemory, many, ask)).toEqual(ids);
  expect(await rememberedIds(createPatchMemory(join(folder, "nowhere")), many, ask)).toEqual(ids);
});

test.each(["", "{", "[]", '{"format":2,"ids":[["base a","wrong"]]}'])(
  "a file that says %j is asked past",
  async (text) => {
    await writeFile(join(folder, "signalbox-patches.json"), text);
    expect(await rememberedIds(createPatchMemory(folder), [pair("a")], ask)).toEqual(["id of a"]);
  },
);
