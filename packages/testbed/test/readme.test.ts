import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

test("the examples of the README are in the one that is type-checked", async () => {
  const [readme = "", example = ""] = await Promise.all(
    ["../README.md", "./readme-example.ts"].map((path) => readFile(new URL(path, import.meta.url), "utf8")),
  );
  const blocks = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map((block) => block[1] ?? "");
  expect(blocks.length).toBeGreaterThan(0);
  const known = flat(example.replaceAll("../src/github/index.js", "@signalbox/testbed/github"));
  for (const block of blocks) {
    for (const part of flat(block).split("\n\n")) expect(known).toContain(part);
  }
});

/** An example may stand in a function of its own, further to the right. */
const flat = (text: string): string => text.replace(/^ +/gm, "");
