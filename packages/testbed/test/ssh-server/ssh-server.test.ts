import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { startSshGitServer } from "../../src/index.js";
import { scratch } from "../scratch.js";

test("without sshd there is a typed error with a hint, and no folder is left", async () => {
  const root = await scratch();
  const folders = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("testbed-sshd-")).length;
  const before = await folders();
  await expect(startSshGitServer({ root, sshd: `${root}/absent` })).rejects.toMatchObject({
    code: "ERR_TESTBED_SSHD_MISSING",
    hint: expect.stringContaining("openssh-server"),
  });
  expect(await folders()).toBe(before);
});
