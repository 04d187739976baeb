import { execFile } from "node:child_process";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gitEnvironment } from "@signalbox/testbed";
import { describe, expect, onTestFinished, test } from "vitest";
import { systemSuite } from "../../../tools/require-system.js";
import { isomorphicRepositories, nativeRepositories } from "../src/index.js";
import { scene } from "./scene.js";

const run = promisify(execFile);
const BY = { name: "Ada Löw", email: "ada@example.org" };

interface Ran {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program with something on its standard input. */
async function feed(program: string, args: readonly string[], input: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  const running = run(program, [...args], { env });
  running.child.stdin?.end(input);
  return await running;
}

/** Pushes a signed tag with each engine, and lets git itself judge what arrived. */
function judged(
  prepare: (root: string) => Promise<{ sign: (payload: string) => Promise<string>; config: string[]; env: object }>,
  verdict: RegExp,
): void {
  const engines = {
    native: (cacheDir: string) => nativeRepositories({ cacheDir, env: gitEnvironment() }),
    isomorphic: (cacheDir: string) => isomorphicRepositories({ cacheDir }),
  };
  describe.each(Object.entries(engines))("by the %s engine", (_, repositories) => {
    test.each(["Version 2\n\n- Ünïcode, – dashes\n", "One line", "Two ends\n\n", ""])("%j", async (message) => {
      const stage = await scene((story) => void story.commits("main", 2));
      const { sign, config, env } = await prepare(stage.root);
      const repository = await repositories(stage.cacheDir).open(stage.url);
      const commit = stage.oidOf("main");
      const oid = await repository.makeTag({ name: "v2", commit, message, by: BY, at: 1_700_000_000, sign });
      expect(await repository.pushRef({ ref: "refs/tags/v2", oid, expected: null })).toEqual({ status: "done" });
      const settings = config.flatMap((each) => ["-c", each]);
      const git = (...args: string[]): Promise<Ran> =>
        run("git", ["-C", stage.bare, ...settings, ...args], { env: { ...gitEnvironment({}), ...env } });
      const { stdout, stderr } = await git("verify-tag", "--raw", "v2");
      expect(`${stdout}${stderr}`).toMatch(verdict);
      expect(`${(await git("tag", "-v", "v2")).stdout}`).toContain("tag v2\ntagger Ada Löw");
      expect((await git("fsck", "--strict", "--no-dangling")).stderr).toBe("");
      const [tag] = await repository.readTags([oid]);
      expect(tag).toMatchObject({ isSigned: true, message: message.trimEnd(), by: BY });
      // A tag that was changed afterwards is not believed.
      const forged = (await git("cat-file", "tag", "v2")).stdout.replace("tag v2", "tag v3");
      const env2 = { ...gitEnvironment({}), ...env };
      const made = await feed("git", ["-C", stage.bare, "mktag", "--no-strict"], forged, env2);
      await expect(git("verify-tag", made.stdout.trim())).rejects.toThrow();
    });
  });
}

systemSuite("tags signed with gpg", ["command:gpg"], () => {
  judged(async (root) => {
    const home = join(root, "gnupg");
    await mkdir(home, { mode: 0o700 });
    const env = { ...gitEnvironment({}), GNUPGHOME: home };
    onTestFinished(async () => void (await run("gpgconf", ["--kill", "all"], { env })));
    const key = ["--batch", "--quiet", "--passphrase", "", "--quick-generate-key", "Ada <ada@example.org>", "ed25519"];
    await run("gpg", [...key, "sign", "never"], { env });
    const args = ["--batch", "--armor", "--detach-sign", "--local-user", "ada@example.org"];
    const sign = async (payload: string): Promise<string> => (await feed("gpg", args, payload, env)).stdout;
    return { sign, config: ["gpg.format=openpgp"], env: { GNUPGHOME: home } };
  }, /GOODSIG|VALIDSIG/);
});

systemSuite("tags signed with ssh", ["command:ssh-keygen"], () => {
  judged(async (root) => {
    const key = join(root, "key");
    const env = gitEnvironment({});
    await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "ada", "-f", key], { env });
    await chmod(key, 0o600);
    const allowed = join(root, "allowed");
    await writeFile(allowed, `ada@example.org ${await readFile(`${key}.pub`, "utf8")}`);
    const args = ["-Y", "sign", "-n", "git", "-f", key];
    const sign = async (payload: string): Promise<string> => (await feed("ssh-keygen", args, payload, env)).stdout;
    return { sign, config: ["gpg.format=ssh", `gpg.ssh.allowedSignersFile=${allowed}`], env: {} };
  }, /Good "git" signature for ada@example.org/);
});
