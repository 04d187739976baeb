import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readEnvironment } from "../../src/config/environment.js";
import type { Session } from "../../src/session.js";
import { openGitHub } from "../../src/wiring/git-hub.js";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "signalbox-locate-"))));
afterEach(() => rm(folder, { recursive: true }));

const sessionOf = (env: Readonly<Record<string, string>>): Session => {
  const signal = new AbortController().signal;
  const out = { event: () => undefined } as unknown as Session["out"];
  return { positionals: [], values: {}, env: readEnvironment(env), out, signal, cwd: folder, isInteractive: false };
};
const locate = async (location: string, env: Readonly<Record<string, string>> = {}) =>
  (await openGitHub(sessionOf({ PATH: process.env["PATH"] ?? "", ...env }))).locate(location);
const SLUG = { owner: "acme", repo: "api" };

describe("where on GitHub a repository is", () => {
  it.each([
    "acme/api",
    "https://github.com/acme/api.git",
    "https://me@github.com/acme/api",
    "git@github.com:acme/api.git",
    "ssh://git@ssh.github.com:443/acme/api.git",
    "git@github.com-work:acme/api.git",
  ])("%s", async (location) => expect(await locate(location)).toEqual(SLUG));

  it.each([
    "https://gitlab.com/acme/api.git",
    "git@gitlab.com:acme/api.git",
    "https://github.com.evil.example/acme/api",
    "ssh://git@work/acme/api.git",
  ])("%s is on another host", async (location) => {
    await expect(locate(location)).rejects.toMatchObject({ code: "ERR_NOT_ON_GITHUB" });
  });

  it("is what a clone's origin says", async () => {
    const git = (...args: string[]) => execFileSync("git", args, { cwd: folder });
    await expect(locate(folder)).rejects.toMatchObject({ code: "ERR_NOT_ON_GITHUB" });
    git("init", "--quiet");
    await expect(locate(folder)).rejects.toMatchObject({ code: "ERR_NOT_ON_GITHUB" });
    git("remote", "add", "origin", "https://github.com/acme/api.git");
    expect(await locate(folder)).toEqual(SLUG);
    await expect(locate(folder, { GH_HOST: "git.acme.example" })).rejects.toMatchObject({ code: "ERR_NOT_ON_GITHUB" });
  });

  it("is the server that a URL with a port names", async () => {
    const env = { GITHUB_SERVER_URL: "http://127.0.0.1:8080" };
    expect(await locate("http://127.0.0.1:8080/acme/api.git", env)).toEqual(SLUG);
    expect(await locate("acme/api", env)).toEqual(SLUG);
  });

  it("is asked through one client a command", async () => {
    const session = sessionOf({});
    expect(await openGitHub(session)).toBe(await openGitHub({ ...session }));
  });
});
