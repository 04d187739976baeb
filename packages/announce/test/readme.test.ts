import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

test("the example of the README is the one that is type-checked", async () => {
  const [readme, example] = await Promise.all(
    ["../README.md", "./readme-example.ts"].map((path) => readFile(new URL(path, import.meta.url), "utf8")),
  );
  const written = example
    ?.replace("../src/index.js", "@signalbox/announce")
    .replace("../src/mail.js", "@signalbox/announce/mail");
  expect(readme).toContain(written);
});
