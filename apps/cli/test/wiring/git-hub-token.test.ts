import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readEnvironment } from "../../src/config/environment.js";
import { withFoundToken } from "../../src/wiring/git-hub-token.js";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "signalbox-gh-"))));
afterEach(() => rm(folder, { recursive: true }));

/** An environment with a `gh` of this script, which notes how it was called. */
async function environment(script: string, more: Readonly<Record<string, string>> = {}) {
  await writeFile(join(folder, "gh"), `#!/bin/sh\necho "$@" >> ${folder}/calls\n${script}\n`);
  await chmod(join(folder, "gh"), 0o755);
  return readEnvironment({ PATH: `${folder}:${process.env["PATH"]}`, HOME: folder, ...more });
}
const calls = (): Promise<string> => readFile(join(folder, "calls"), "utf8").catch(() => "");
const URL_OF = "https://github.com/acme/api.git";

describe("the token that gh keeps", () => {
  it("is asked for once, and only for https remotes of GitHub", async () => {
    const env = await environment("echo gho_secret");
    const clone = join(folder, "clone");
    await mkdir(join(clone, ".git"), { recursive: true });
    await writeFile(join(clone, ".git", "config"), `[remote "origin"]\n\turl = ${URL_OF}\n`);
    for (const other of ["https://example.org/a.git", "git@github.com:acme/api.git", "/src/api", clone])
      expect((await withFoundToken(env, other, false)).gitHubToken).toBe(null);
    expect(await calls()).toBe("");
    expect((await withFoundToken(env, clone, true)).gitHubToken).toBe("gho_secret");
    expect((await withFoundToken(env, URL_OF, false)).gitHubToken).toBe("gho_secret");
    expect(await calls()).toBe("auth token --hostname github.com\n");
  });

  it("is not asked for when the environment has one, and is the one of the host that is meant", async () => {
    const given = await environment("echo gho_secret", { GH_TOKEN: "given" });
    expect((await withFoundToken(given, URL_OF, false)).gitHubToken).toBe("given");
    const enterprise = await environment("echo gho_secret", { GH_HOST: "git.acme.example" });
    expect((await withFoundToken(enterprise, URL_OF, false)).gitHubToken).toBe(null);
    expect(await calls()).toBe("");
    await withFoundToken(enterprise, "https://git.acme.example/a/b.git", false);
    expect(await calls()).toBe("auth token --hostname git.acme.example\n");
  });

  it.each([
    { name: "nobody is logged in", script: "echo 'no oauth token found' >&2; exit 1" },
    { name: "it says something else", script: "echo 'A new release of gh is available'" },
    { name: "it says nothing", script: "exit 0" },
    { name: "it hangs", script: "exec sleep 60" },
  ])("is none when $name", async ({ script }) => {
    expect(await (await environment(script)).findGitHubToken()).toBe(null);
  });

  it("is none where gh is not installed", async () => {
    expect(await readEnvironment({ PATH: folder, HOME: folder }).findGitHubToken()).toBe(null);
  });
});
