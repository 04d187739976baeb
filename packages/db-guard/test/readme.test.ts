import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

test("the example of the README is the one that is type-checked", async () => {
  const [readme, example] = await Promise.all(
    ["../README.md", "./readme-example.ts"].map((path) => readFile(new URL(path, import.meta.url), "utf8")),
  );
  expect(readme).toContain(
    example?.replace("../src/index.js", "@signalbox/db-guard").replace("../src/rds.js", "@signalbox/db-guard/rds"),
  );
});
