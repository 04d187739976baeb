import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWeeklyWorld } from "@signalbox/testbed";
import { type GitHub, startGitHub } from "@signalbox/testbed/github";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CliAnswer, signalbox } from "./support/run-cli.js";

// Of no shape that a token has: what hides it must know it.
const CANARY = "Zq8canary7Xw2never5Kt9written";
const STALE = "Zq8canary7Xw2expired5Kt9written";
const PROXY_PASSWORD = "Zq8canary7Xw2proxy5Kt9written";
const SPELLINGS = [CANARY, STALE, PROXY_PASSWORD].flatMap((secret) => [
  secret,
  ...[`x-access-token:${secret}`, `me:${secret}`, secret].map((text) =>
    Buffer.from(text).toString("base64").replace(/=+$/, ""),
  ),
]);

let folder: string;
let gitHub: GitHub;
let owner: string;
const said: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "signalbox-canary-"));
  const root = join(folder, "remotes");
  owner = join(root, "acme");
  await mkdir(owner, { recursive: true });
  const world = await createWeeklyWorld({ root: owner, seed: 3, endAt: new Date() });
  const names = [world.configuration.name, ...world.repositories.slice(0, 2).map(({ name }) => name)];
  const permissions = Object.fromEntries(names.map((name) => [`acme/${name}`, "admin" as const]));
  gitHub = await startGitHub({
    root,
    users: [
      { login: "ada", token: CANARY, permissions },
      { login: "old", token: STALE, expired: true, permissions },
    ],
    repositories: names.map((name) => ({ slug: `acme/${name}`, private: true })),
  });
  const config = {
    components: names.slice(1).map((name) => `acme/${name}`),
    environments: world.configuration.environments,
    configuration: `acme/${world.configuration.name}`,
    identity: { name: "Release Crew", email: "crew@example.org" },
    trains: { weekly: "weekly" },
    cacheDir: "./cache",
  };
  await mkdir(join(folder, "bin"));
  await mkdir(join(folder, "tmp"));
  await writeFile(join(folder, "signalbox.config.json"), JSON.stringify(config));
  // Every child is a program on the path: this one notes its arguments before it becomes git.
  const log = join(folder, "arguments");
  const git = join(folder, "bin", "git");
  await writeFile(git, `#!/bin/sh\nprintf '%s\\n' "$*" >> ${log}\nPATH=\${PATH#*:}\nexec git "$@"\n`);
  await chmod(git, 0o755);
});
afterAll(async () => {
  await gitHub.close();
  await rm(folder, { recursive: true, force: true });
  expect(gitHub.violations).toEqual([]);
});

async function cli(line: string, env: Readonly<Record<string, string>> = { GH_TOKEN: CANARY }): Promise<CliAnswer> {
  const answer = await signalbox(line.split(" "), {
    cwd: folder,
    env: {
      PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`,
      TMPDIR: join(folder, "tmp"),
      GITHUB_SERVER_URL: gitHub.url,
      ...env,
    },
  });
  said.push(`${line}\n${answer.stdout}\n${answer.stderr}`);
  return answer;
}

/** Everything that stands in the folder, the remotes left out. */
async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(owner));
}

/** Where a secret stands, in any spelling. */
const leaks = (text: string): string[] => SPELLINGS.filter((spelling) => text.includes(spelling));

describe("a token", () => {
  it("opens private repositories of GitHub, for git and for the API", async () => {
    const doctor = await cli("doctor --json");
    expect(doctor.stderr).toBe("");
    expect(doctor.stdout).toContain("fleet-config on GitHub");
    expect(doctor.code).toBe(0);
    expect((await cli("unreleased --json")).code).toBe(0);
    expect((await cli("promote dev test --out plan.json")).code).toBe(0);
    expect((await cli("apply plan.json --yes --verbose")).code).toBe(0);
    expect((await cli("plan weekly --out train.json --json")).code).not.toBe(1);
    expect([0, 3, 4]).toContain((await cli("run weekly --yes")).code);
    await cli("log --json");
    await cli("status --json");
    // The repositories are private: nobody gets an answer without the token.
    const answered = gitHub.requests.filter(({ status }) => status === 200).map(({ operation }) => operation);
    expect(answered).toEqual(expect.arrayContaining(["git", "repos/get", "users/get-authenticated"]));
  });

  it("is given on the command line as well, and shown no more than that", async () => {
    said.length = 0;
    const answer = await cli(`doctor --token ${CANARY} --verbose`, {});
    expect(answer.stdout).toContain("--token; for ada");
    expect(leaks(answer.stdout + answer.stderr)).toEqual([]);
    said.length = 0; // the line itself holds it, as its caller wrote it
  });

  it.each([
    { name: "has expired", line: "unreleased --json --verbose", env: { GH_TOKEN: STALE } },
    { name: "has expired, for doctor", line: "doctor --jsonl --verbose", env: { GH_TOKEN: STALE } },
    { name: "has expired, for a change", line: "promote test prod --yes --verbose", env: { GH_TOKEN: STALE } },
    {
      name: "must pass a proxy that is not there",
      line: "doctor --json --verbose",
      env: {
        GH_TOKEN: CANARY,
        GITHUB_SERVER_URL: "https://git.acme.example",
        HTTPS_PROXY: `http://me:${PROXY_PASSWORD}@127.0.0.1:9`,
      },
    },
  ])("that $name is an error without it", async ({ line, env }) => {
    const answer = await cli(line, env);
    expect(answer.code).toBe(1);
    expect(leaks(answer.stdout + answer.stderr)).toEqual([]);
  });

  it("stands in nothing that was said or written, and in no argument of a child", async () => {
    expect(said.flatMap(leaks)).toEqual([]);
    const files = await filesBelow(folder);
    const found = await Promise.all(
      files.map(async (file) => ({ file, leaks: leaks(await readFile(file, "latin1")) })),
    );
    expect(found.filter((each) => each.leaks.length > 0)).toEqual([]);
    const names = files.map((file) => file.slice(folder.length + 1));
    for (const kind of [/^arguments$/, /^cache\//, /^\.signalbox\/runs\/.*jsonl$/, /^plan\.json$/, /^train\.json$/])
      expect(names).toContainEqual(expect.stringMatching(kind));
  });
});
