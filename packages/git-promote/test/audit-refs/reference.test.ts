import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { FINDINGS } from "../../src/index.js";

test("docs/reference/audit.md says of every code what the code says", async () => {
  const page = await readFile(new URL("../../../../docs/reference/audit.md", import.meta.url), "utf8");
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| (\w+) +\| .+ \| (.+?) +\|$/gm)].map(
    ([, code, severity, hint]) => [code, { severity, hint }],
  );
  expect(Object.fromEntries(rows)).toEqual(FINDINGS);
});
