import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

test("the examples of the README are in the one that is type-checked", async () => {
  const [readme = "", example = ""] = await Promise.all(
    ["../README.md", "./readme-example.ts"].map((path) => readFile(new URL(path, import.meta.url), "utf8")),
  );
  const blocks = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map((block) => block[1] ?? "");
  expect(blocks.length).toBeGreaterThan(0);
  const known = flat(example.replaceAll("../src/index.js", "@signalbox/git"));
  for (const block of blocks) expect(known).toContain(flat(block));
});

/** An example may stand in a function of its own, further to the right. */
const flat = (text: string): string => text.replace(/^ +/gm, "");
