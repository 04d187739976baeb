import { join } from "node:path";
import { createBareRepository, gitEnvironment, startGitServer } from "@signalbox/testbed";
import { describe, expect, onTestFinished, test } from "vitest";
import { nativeRepositories, type PushOutcome } from "../../src/index.js";
import { git, scene } from "../scene.js";

const SECRET = `Authorization: Basic ${Buffer.from("ada:hunter2").toString("base64")}`;

/** A clone whose settings bring a header, and two forks: on the server that it was cloned from, and on another. */
async function clone(key: (origin: string) => string) {
  const stage = await scene((story) => void story.commits("main", 2));
  const users = { ada: "hunter2" };
  const fork = async (folder: string): Promise<string> => {
    await createBareRepository(join(stage.root, folder), "fork");
    const server = await startGitServer({ root: join(stage.root, folder), users });
    onTestFinished(() => server.close());
    await git(join(stage.root, folder, "fork.git"), "fetch", "-q", stage.bare, "refs/heads/main:refs/heads/main");
    return server.urlOf("fork.git");
  };
  const [near, far] = [await fork("near"), await fork("far")];
  const work = join(stage.root, "work");
  await git(stage.root, "clone", "-q", near, work);
  await git(work, "config", key(new URL(near).origin), SECRET);
  const repository = await nativeRepositories({ cacheDir: stage.cacheDir, env: gitEnvironment() }).open(work);
  const push = (to: string): Promise<PushOutcome | string> =>
    repository
      .pushRef({ ref: "refs/heads/x", oid: stage.oidOf("main"), expected: null, to })
      .catch((error: { code: string }) => error.code);
  return { near, far, push };
}

describe("the header of a clone", () => {
  test.each<[string, (origin: string) => string]>([
    ["for any host", () => "http.extraheader"],
    ["for its own host", (origin) => `http.${origin}/.extraheader`],
  ])("%s goes with a push to a fork on that host, and to no other", async (_, key) => {
    const { near, far, push } = await clone(key);
    expect(await push(near)).toEqual({ status: "done" });
    expect(await push(far)).toBe("ERR_REMOTE_AUTH");
    expect(await push(far.replace("http://", "http://ada:hunter2@"))).toEqual({ status: "done" });
  });
});
