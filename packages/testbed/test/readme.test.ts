import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

test.each(["../README.md", "../hosts/README.md"])(
  "the examples of %s are in the one that is type-checked",
  async (path) => {
    const [readme, example] = await Promise.all(
      [path, "./readme-example.ts"].map((file) => readFile(new URL(file, import.meta.url), "utf8")),
    );
    const blocks = [...(readme ?? "").matchAll(/^```ts\n(.*?)^```$/gms)].map((block) => block[1] ?? "");
    expect(blocks.length).toBeGreaterThan(0);
    const known = flat((example ?? "").replace(/"\.\.\/src\/(\w+)\/index\.js"/g, '"@signalbox/testbed/$1"'));
    for (const block of blocks) {
      for (const part of flat(block).split("\n\n")) expect(known).toContain(part);
    }
  },
);

/** An example may stand in a function of its own, further to the right. */
const flat = (text: string): string => text.replace(/^ +/gm, "");
