import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createBareRepository, gitText, provesReadOnly, runGit, startGitServer } from "../../src/index.js";
import { commitEmpty, scratch } from "../scratch.js";

test("reads pass, and any part of a push fails, a refused one too", async () => {
  const root = await scratch();
  const path = await createBareRepository(root, "camera", { protected: ["main"] });
  await commitEmpty(path, "main", "first");
  const server = await startGitServer({ root });
  onTestFinished(() => server.close());
  const url = server.urlOf("camera");
  await runGit(root, ["clone", "--quiet", url, "work"]);
  const work = join(root, "work");
  expect(await provesReadOnly(server, () => gitText(root, ["ls-remote", url, "refs/heads/main"]))).toContain(
    "refs/heads/main",
  );
  const push = (ref: string) =>
    provesReadOnly(server, () => runGit(work, ["push", url, `HEAD:${ref}`], { accept: [0, 1] }));
  await expect(push("refs/heads/topic")).rejects.toThrow(/must not reach the server/);
  await commitEmpty(work, "main", "second");
  await expect(push("refs/heads/main")).rejects.toThrow(/git-receive-pack/);
  await expect(provesReadOnly(server, () => gitText(root, ["ls-remote", url]))).resolves.toContain("topic");
});
