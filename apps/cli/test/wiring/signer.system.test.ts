import { execFile } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { nativeRepositories } from "@signalbox/git";
import { tagRelease } from "@signalbox/git-promote";
import { createBareRepository, gitText, history } from "@signalbox/testbed";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEnvironment, type Environment } from "../../src/config/environment.js";
import { readSigningSettings } from "../../src/config/signing.js";
import { signerOf } from "../../src/wiring/signer.js";

const run = promisify(execFile);
const identity = { name: "Release Crew", email: "crew@example.org" };

const openSigner = async (env: Environment, cwd: string) =>
  signerOf(await readSigningSettings(env, cwd), env, identity);

let folder: string;
let home: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sb-sign-"));
  // The agent's socket lies in gpg's home, and its path must be short.
  home = await mkdtemp("/tmp/g");
  await chmod(home, 0o700);
  const generate = [
    "--batch",
    "--passphrase",
    "",
    "--quick-gen-key",
    `${identity.name} <${identity.email}>`,
    "ed25519",
    "sign",
  ];
  await run("gpg", generate, { env: { ...process.env, GNUPGHOME: home } });
  await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "crew", "-f", join(folder, "id")]);
  const publicKey = await readFile(join(folder, "id.pub"), "utf8");
  await writeFile(join(folder, "allowed"), `${identity.email} ${publicKey}`);
});
afterAll(async () => {
  await run("gpgconf", ["--kill", "all"], { env: { ...process.env, GNUPGHOME: home } });
  await rm(home, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

/** The environment of somebody whose git has these settings. */
async function operator(settings: Readonly<Record<string, string>>): Promise<Environment> {
  const file = join(await mkdtemp(join(folder, "home-")), "gitconfig");
  await writeFile(file, "");
  for (const [key, value] of Object.entries(settings)) await run("git", ["config", "--file", file, key, value]);
  return readEnvironment({
    PATH: process.env["PATH"],
    HOME: folder,
    GNUPGHOME: home,
    GIT_CONFIG_GLOBAL: file,
    GIT_CONFIG_NOSYSTEM: "1",
  });
}

/** Tags a repository with a signature, and lets git verify it. */
async function tagAndVerify(env: Environment): Promise<string> {
  const root = await mkdtemp(join(folder, "repository-"));
  const path = await createBareRepository(root, "api", { defaultBranch: "main" });
  const told = history({ seed: 3, endAt: new Date("2026-03-02T09:00:00Z") });
  told.commits("main", 2);
  await told.write(path);
  const repositories = nativeRepositories({ cacheDir: join(root, "cache"), env: env.forChildren });
  const signer = await openSigner(env, root);
  const tag = tagRelease({ repositories, identity, signer });
  await tag.apply(await tag.plan({ repository: `file://${path}`, version: "1.0.0", sign: true }));
  const verify = ["-c", `gpg.ssh.allowedSignersFile=${join(folder, "allowed")}`, "tag", "-v", "v1.0.0"];
  return gitText(path, verify, { env: { ...env.forSigning } });
}

describe("the user's own signing set-up", () => {
  it("signs with gpg, by the identity where no key is named", async () => {
    expect(await tagAndVerify(await operator({}))).toContain("tag v1.0.0");
  });

  it("signs with the gpg key that is named, by the program that is set", async () => {
    const settings = { "gpg.program": "/usr/bin/gpg", "user.signingkey": identity.email };
    expect(await tagAndVerify(await operator(settings))).toContain("tag v1.0.0");
  });

  it("signs with an ssh key, named as git takes it", async () => {
    const settings = { "gpg.format": "ssh", "user.signingkey": "~/id" };
    expect(await tagAndVerify(await operator(settings))).toContain("tag v1.0.0");
  });

  it("signs with the key that a command prints, in the agent", async () => {
    const { stdout } = await run("ssh-agent", ["-s"]);
    const agent = { SSH_AUTH_SOCK: /SSH_AUTH_SOCK=([^;]+)/.exec(stdout)?.[1] ?? "" };
    const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(stdout)?.[1]);
    try {
      await run("ssh-add", ["-q", join(folder, "id")], { env: { ...process.env, ...agent } });
      const env = await operator({ "gpg.format": "ssh", "gpg.ssh.defaultKeyCommand": "ssh-add -L" });
      const withAgent = { ...env, forSigning: { ...env.forSigning, ...agent } };
      expect(await tagAndVerify(withAgent)).toContain("tag v1.0.0");
    } finally {
      process.kill(pid);
    }
  });

  it.each([
    [{ "user.signingkey": "nobody@example.org" }, /nobody@example\.org|No secret key/i, /user\.signingkey/],
    [{ "gpg.program": "/nowhere/gpg" }, /no such program/, /gpg\.program/],
    [{ "gpg.program": "false" }, /ended with 1/, /user\.signingkey/],
    [{ "gpg.format": "ssh" }, /no key is set/, /user\.signingkey/],
    [{ "gpg.format": "ssh", "user.signingkey": "~/missing" }, /missing/, /ssh-agent/],
    [{ "gpg.format": "ssh", "gpg.ssh.defaultKeyCommand": "echo 'no key'" }, /printed no key/, /user\.signingkey/],
    [{ "gpg.format": "x509" }, /x509 is not known/, /openpgp or ssh/],
  ])("says with %j why it cannot, in the program's words", async (settings, words, hint) => {
    const signer = await openSigner(await operator(settings), folder);
    await expect(signer.sign("tag v1.0.0\n")).rejects.toMatchObject({
      code: "ERR_SIGNING_FAILED",
      message: expect.stringMatching(words) as string,
      hint: expect.stringMatching(hint) as string,
    });
  });

  it("takes program and key from git, words in quotes together", async () => {
    const command = `"${process.execPath}" -e "console.log('ssh-ed25519 AAAA crew')"`;
    const signer = await openSigner(
      await operator({ "gpg.format": "ssh", "gpg.ssh.defaultKeyCommand": command }),
      folder,
    );
    // The key is no real one: that it was read is seen in what ssh-keygen says of it.
    await expect(signer.sign("x")).rejects.toMatchObject({ details: { program: "ssh-keygen" } });
  });
});
