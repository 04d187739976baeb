import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReleaseEvent } from "@signalbox/release-core";
import { buildRobot, type GitHub } from "@signalbox/testbed/github";
import { describe, expect, onTestFinished, test } from "vitest";
import { type GitHubClient, releaseAssetsOn, releasesOn } from "../../src/index.js";
import { gitHubClient } from "../../src/octokit.js";
import { assetOf } from "../../src/releases/release-of.js";
import { clientOf, serveGitHub, SLUG } from "../support/git-hub.js";

const clients: readonly (readonly [string, (gitHub: GitHub) => GitHubClient])[] = [
  ["a plain Octokit", (gitHub) => clientOf(gitHub, "ada")],
  ["our own client", ({ apiUrl }) => gitHubClient({ apiUrl, token: "ada-token", spacingMs: 0 })],
];

async function file(content: Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "asset-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, "file"), content);
  return join(folder, "file");
}

const sha256 = (content: Buffer): string => createHash("sha256").update(content).digest("hex");
const draft = { tag: "v1.0.0", name: "v1.0.0", notes: "", target: "main", isPrerelease: false };

describe.each(clients)("files of a release, with %s", (_, clientFor) => {
  test("are sent from the disk, read back, and deleted", async () => {
    const { gitHub } = await serveGitHub();
    const client = clientFor(gitHub);
    const [releases, assets] = [releasesOn(client), releaseAssetsOn(client)];
    const release = await releases.create(SLUG, draft);
    const content = Buffer.alloc(3_000_000, "cacophony");
    const sent = await assets.upload(release, { name: "config_1.0.0_arm64.deb", path: await file(content) });
    expect(sent).toMatchObject({
      name: "config_1.0.0_arm64.deb",
      size: content.length,
      sha256: sha256(content),
      isUploaded: true,
    });
    const text = await assets.upload(release, { name: "sums.txt", path: await file(Buffer.from("sum ✓\n")) });
    expect((await releases.read(SLUG, release.id)).assets.map(({ name }) => name)).toEqual([sent.name, text.name]);
    expect(await assets.readText(SLUG, text)).toBe("sum ✓\n");
    expect(await assets.readSha256(SLUG, sent)).toBe(sha256(content));
    await expect(assets.readText(SLUG, sent)).rejects.toMatchObject({ code: "ERR_ASSET_TOO_LARGE" });
    await assets.delete(SLUG, sent.id);
    await assets.delete(SLUG, sent.id);
    await expect(assets.readSha256(SLUG, sent)).rejects.toMatchObject({ code: "ERR_GITHUB_NOT_FOUND" });
  });

  test("whose answer is lost are an unknown result, and are there", async () => {
    const { gitHub } = await serveGitHub();
    const client = clientFor(gitHub);
    const [releases, assets] = [releasesOn(client), releaseAssetsOn(client)];
    const release = await releases.create(SLUG, draft);
    gitHub.setFaults([{ match: "upload-release-asset", kind: "drop-after" }]);
    const path = await file(Buffer.from("deb"));
    await expect(assets.upload(release, { name: "a.deb", path })).rejects.toMatchObject({
      code: "ERR_GITHUB_RESULT_UNKNOWN",
    });
    await expect(assets.upload(release, { name: "a.deb", path })).rejects.toMatchObject({
      code: "ERR_GITHUB_REFUSED",
      message: expect.stringContaining("already_exists"),
    });
    expect((await releases.read(SLUG, release.id)).assets).toHaveLength(1);
  });
});

test("more assets than a release carries in its answer come page by page", async () => {
  const { gitHub, client } = await serveGitHub();
  const names = Array.from({ length: 120 }, (_, at) => `part-${at}.deb`);
  buildRobot(gitHub.host, "ada").build(SLUG, "v1.0.0", Object.fromEntries(names.map((name) => [name, name])));
  const releases = releasesOn(client());
  const { published } = await releases.find({ repository: SLUG, tag: "v1.0.0" });
  const heard: ReleaseEvent[] = [];
  const options = { onEvent: (event: ReleaseEvent) => void heard.push(event) };
  expect((await releases.read(SLUG, published?.id ?? 0, options)).assets.map(({ name }) => name)).toEqual(names);
  expect(heard).toEqual([expect.objectContaining({ message: "reading the files of a release", done: 100 })]);
});

test.each([
  ["uploaded", "sha256:" + "a".repeat(64), { isUploaded: true, sha256: "a".repeat(64) }],
  ["uploaded", null, { isUploaded: true, sha256: null }],
  ["uploaded", "md5:1", { isUploaded: true, sha256: null }],
  ["starter", null, { isUploaded: false, sha256: null }],
  ["open", undefined, { isUploaded: false, sha256: null }],
])("an asset that is %s with the digest %s", (state, digest, expected) => {
  const found = { id: 1, name: "a.deb", size: 3, state, browser_download_url: "u", updated_at: "t" };
  expect(assetOf(digest === undefined ? found : { ...found, digest })).toMatchObject(expected);
});
