import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { regenerateLockFiles } from "../../src/index.js";
import { processRunner } from "../process-runner.js";
import { serveRepository } from "../served-repository.js";

const write = (path: string) => ["node", "-e", `require("node:fs").writeFileSync(${JSON.stringify(path)}, "made\\n")`];

test.each([
  ["the folder of the command", { files: ["web/lock"], command: write("lock") }, "web"],
  ["the folder that is named", { files: ["lock"], folder: "web/deeper", command: write("lock") }, "web"],
  ["a lock file", { files: ["linked"], command: write("linked") }, "linked"],
])("a link of the repository in the place of %s is not followed", async (_, rule, link) => {
  const root = await mkdtemp(join(tmpdir(), "links-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const [outside, scratchDir] = [join(root, "outside"), join(root, "scratch")];
  await Promise.all([mkdir(outside), mkdir(scratchDir)]);
  const { repository, repositories, at } = await serveRepository((told) =>
    told.commit("dev", {
      files: {
        web: { content: outside, mode: "120000" },
        linked: { content: join(outside, "lock"), mode: "120000" },
      },
    }),
  );
  const opened = await repositories.open(repository);
  await opened.refresh();
  const tree = (await at("dev^{tree}")) ?? "";
  const made = await regenerateLockFiles(opened, tree, [{ timeoutMs: 10_000, ...rule }], {
    ports: { commands: processRunner, scratchDir },
    options: {},
  });
  expect(made).toMatchObject({ tree, done: [], failed: [{ reason: "link", message: expect.stringContaining(link) }] });
  expect([await readdir(outside), await readdir(scratchDir)]).toEqual([[], []]);
});
