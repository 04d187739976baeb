import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commitEmpty, createBareRepository } from "@signalbox/testbed";
import { buildRobot, type GitHub, startGitHub } from "@signalbox/testbed/github";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Session } from "../../src/session.js";
import { downloadsOf } from "../../src/wiring/downloads.js";

const TOKEN = "ghp_downloads0123456789abcdefghijklmnop";
const [OPEN, CLOSED] = ["acme/open", "acme/closed"];

let folder: string;
let gitHub: GitHub;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "downloads-"));
  for (const slug of [OPEN, CLOSED]) {
    const path = await createBareRepository(folder, slug, { defaultBranch: "main" });
    await commitEmpty(path, "main", "First");
  }
  gitHub = await startGitHub({
    root: folder,
    users: [{ login: "goreleaser", token: TOKEN, permissions: { [OPEN]: "write", [CLOSED]: "write" } }],
    repositories: [{ slug: OPEN }, { slug: CLOSED, private: true }],
  });
  const builds = buildRobot(gitHub.host, "goreleaser");
  for (const slug of [OPEN, CLOSED]) builds.build(slug, "v1.0.0", { "api 1.0.0.deb": Buffer.from(`of ${slug}`) });
});
afterAll(async () => {
  expect(gitHub.violations).toEqual([]);
  await gitHub.close();
  await rm(folder, { recursive: true, force: true });
});

const sessionWith = (token: string | null): Session =>
  ({
    env: { gitHub: { url: gitHub.url, apiUrl: gitHub.apiUrl }, findGitHubToken: () => Promise.resolve(token) },
  }) as unknown as Session;
const urlOf = (slug: string): string => `${gitHub.url}/${slug}/releases/download/v1.0.0/api%201.0.0.deb`;

test.each([
  ["a public repository's, without a token", OPEN, null],
  ["a public repository's", OPEN, TOKEN],
  ["a private repository's", CLOSED, TOKEN],
])("a file of a release: %s", async (_, slug, token) => {
  const downloads = await downloadsOf(sessionWith(token), join(folder, `cache-${token === null}`));
  expect(await readFile(await downloads.fetch(urlOf(slug)), "utf8")).toBe(`of ${slug}`);
});

test("a private repository's, for who may not see it: as if there were none", async () => {
  const downloads = await downloadsOf(sessionWith(null), join(folder, "cache-none"));
  await expect(downloads.fetch(urlOf(CLOSED))).rejects.toMatchObject({ code: "ERR_DOWNLOAD_FAILED" });
});

test("another host is never told the token", async () => {
  const elsewhere = { ...sessionWith(TOKEN).env, gitHub: { url: "https://github.example", apiUrl: gitHub.apiUrl } };
  const downloads = await downloadsOf({ env: elsewhere } as unknown as Session, join(folder, "cache-other"));
  await expect(downloads.fetch(urlOf(CLOSED))).rejects.toMatchObject({ code: "ERR_DOWNLOAD_FAILED" });
});
