import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLastingAnswers } from "../../src/native/lasting-answers.js";

let gitDir: string;
beforeEach(() => {
  gitDir = mkdtempSync(join(tmpdir(), "lasting-"));
});
afterEach(() => rmSync(gitDir, { recursive: true }));

const TREE = "ab".repeat(20);
const folder = () => join(gitDir, "signalbox-answers");
const loose = () => join(gitDir, "objects", TREE.slice(0, 2), TREE.slice(2));

test("what one process was told, the next one does not ask", async () => {
  const work = vi.fn(() => Promise.resolve({ onlyLeft: [{ commit: TREE }], onlyRight: [] }));
  const first = await createLastingAnswers(gitDir).once(["compare", "a", "b"], work);
  expect(await createLastingAnswers(gitDir).once(["compare", "a", "b"], work)).toEqual(first);
  expect(work).toHaveBeenCalledTimes(1);
  await createLastingAnswers(gitDir).once(["compare", "b", "a"], work);
  expect(work).toHaveBeenCalledTimes(2);
});

test("an answer that made an object is asked for again when the object is gone", async () => {
  mkdirSync(join(loose(), ".."), { recursive: true });
  const work = vi.fn(() => {
    writeFileSync(loose(), "");
    return Promise.resolve({ tree: TREE });
  });
  const ask = () => createLastingAnswers(gitDir).once(["merge", "a", "b"], work, ({ tree }) => [tree]);
  await ask();
  await ask();
  expect(work).toHaveBeenCalledTimes(1);
  rmSync(loose());
  expect(await ask()).toEqual({ tree: TREE });
  expect(work).toHaveBeenCalledTimes(2);
});

test("failures, large answers and what is cut off are not kept", async () => {
  const lasting = createLastingAnswers(gitDir);
  await expect(lasting.once(["paths"], () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  await lasting.once(["paths"], () => Promise.resolve("x".repeat(300_000)));
  expect(await lasting.once(["paths"], () => Promise.resolve("small"))).toBe("small");
  const [file = ""] = readdirSync(folder());
  writeFileSync(join(folder(), file), '{"format":1,"answ');
  expect(await lasting.once(["paths"], () => Promise.resolve("again"))).toBe("again");
});

test("it forgets where it cannot write, and the oldest of many", async () => {
  for (let at = 0; at < 210; at += 1) await createLastingAnswers(gitDir).once([at], () => Promise.resolve(at));
  expect(readdirSync(folder()).length).toBeLessThanOrEqual(200);
  rmSync(folder(), { recursive: true });
  writeFileSync(folder(), "");
  expect(await createLastingAnswers(gitDir).once([1], () => Promise.resolve(2))).toBe(2);
});
