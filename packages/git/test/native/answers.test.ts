import { expect, test, vi } from "vitest";
import { createAnswers } from "../../src/native/answers.js";

/** Questions that are answered by hand. */
function asked() {
  const waiting: { resolve: (answer: string) => void; reject: (error: Error) => void }[] = [];
  const ask = vi.fn(() => new Promise<string>((resolve, reject) => waiting.push({ resolve, reject })));
  return { ask, waiting };
}

test("puts a question once, while it is on its way and afterwards", async () => {
  const { once } = createAnswers();
  const { ask, waiting } = asked();
  const both = [once(["merge", "a", "b"], ask), once(["merge", "a", "b"], ask)];
  waiting[0]?.resolve("tree");
  expect(await Promise.all(both)).toEqual(["tree", "tree"]);
  expect(await once(["merge", "a", "b"], ask)).toBe("tree");
  expect(ask).toHaveBeenCalledTimes(1);
});

test("tells questions apart by all that they are made of", async () => {
  const { once } = createAnswers();
  const questions = [["a", "b"], ["ab"], ["a", ["b"]], ["b", "a"], ["a", undefined], ["a", "b", 1], ["a,b"], []];
  const answers = await Promise.all(questions.map((question, at) => once(question, () => Promise.resolve(at))));
  expect(answers).toEqual(questions.map((_, at) => at));
});

test("forgets a failure, and who waited for it asks by his own means", async () => {
  const { once } = createAnswers();
  const { ask, waiting } = asked();
  const first = once(["x"], ask);
  const second = once(["x"], () => Promise.resolve("mine"));
  waiting[0]?.reject(new Error("aborted"));
  await expect(first).rejects.toThrow("aborted");
  expect(await second).toBe("mine");
  expect(await once(["x"], () => Promise.reject(new Error("not asked")))).toBe("mine");
});

test("a failure takes nobody else's answer away", async () => {
  const { once, forget } = createAnswers();
  const { ask, waiting } = asked();
  const failing = once(["x"], ask);
  forget();
  expect(await once(["x"], () => Promise.resolve("new"))).toBe("new");
  waiting[0]?.reject(new Error("late"));
  await expect(failing).rejects.toThrow("late");
  expect(await once(["x"], () => Promise.resolve("newer"))).toBe("new");
});

test("forgets the oldest answer when there are many, and all of them when told to", async () => {
  const { once, trees, forget } = createAnswers();
  const count = (at: number): Promise<number> => once([at], () => Promise.resolve(at));
  for (let at = 0; at < 500; at += 1) await count(at);
  const again = vi.fn(() => Promise.resolve(-1));
  expect(await once([499], again)).toBe(499);
  expect(again).not.toHaveBeenCalled();
  expect(await once([0], again)).toBe(-1);
  trees.note("c", "t");
  expect(trees.get("c")).toBe("t");
  forget();
  expect(trees.get("c")).toBeUndefined();
  expect(await once([499], again)).toBe(-1);
});
