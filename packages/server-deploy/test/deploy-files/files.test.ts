import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deployFiles } from "../../src/index.js";

let folder = "";
const content = "avni";
const sha256 = createHash("sha256").update(content).digest("hex");
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "files-"));
  await writeFile(join(folder, "avni.jar"), content);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const asked: (string | undefined)[] = [];
const plan = (file: object) =>
  deployFiles({
    hosts: { open: () => Promise.reject(new Error("no server is asked")) },
    holder: "anna",
    downloads: {
      fetch: async (_, options) => {
        asked.push(options?.sha256);
        return join(folder, "avni.jar");
      },
    },
  }).plan({ name: "avni", groups: [{ name: "g", hosts: ["a"] }], files: [{ path: "/opt/avni.jar", ...file }] });

test("no server is asked before every file is what it must be", async () => {
  const file = join(folder, "avni.jar");
  await expect(plan({ file, sha256: "0".repeat(64) })).rejects.toMatchObject({ code: "ERR_ARTIFACT_DIFFERS" });
  await expect(plan({ file: join(folder, "none") })).rejects.toMatchObject({ code: "ERR_ARTIFACT_MISSING" });
  const { problems, actions } = await plan({ file, sha256 });
  expect(problems).toMatchObject([{ message: expect.stringContaining("no server is asked") }]);
  expect(actions).toEqual([]);
});

test("a file at an address is fetched once with its digest, and looked at too", async () => {
  const url = "https://builds.example.org/avni.jar";
  await expect(plan({ url, sha256: "0".repeat(64) })).rejects.toMatchObject({ code: "ERR_ARTIFACT_DIFFERS" });
  expect(asked).toEqual(["0".repeat(64)]);
});
