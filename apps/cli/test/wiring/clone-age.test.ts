import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withStaleClones } from "../../src/stale-clones.js";
import { lastFetchMs, staleWarning } from "../../src/wiring/clone-age.js";

const AT = Date.parse("2026-11-20T08:00:00Z");
let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "signalbox-clone-"))));
afterEach(() => rm(folder, { recursive: true }));

/** Files below the folder, all of them as old as `AT`. */
async function files(texts: Readonly<Record<string, string>>): Promise<string> {
  for (const [name, text] of Object.entries(texts)) {
    const file = join(folder, name);
    await mkdir(join(file, ".."), { recursive: true });
    await writeFile(file, text);
    await utimes(file, AT / 1000, AT / 1000);
  }
  return folder;
}
const REMOTE = '[remote "origin"]\n\turl = https://example.org/api.git\n';

describe("the last fetch of", () => {
  it.each<{ of: string; texts: Readonly<Record<string, string>>; at: number | null; in?: string }>([
    { of: "a clone", texts: { ".git/config": REMOTE, ".git/FETCH_HEAD": "" }, at: AT },
    { of: "a clone never fetched", texts: { ".git/config": REMOTE, ".git/packed-refs": "" }, at: AT },
    { of: "a clone that says nothing", texts: { ".git/config": REMOTE }, at: null },
    { of: "a repository without a remote", texts: { ".git/config": "[core]\n", ".git/FETCH_HEAD": "" }, at: null },
    { of: "a bare repository", texts: { config: REMOTE, FETCH_HEAD: "", HEAD: "" }, at: null },
    { of: "no folder at all", texts: {}, at: null, in: "nowhere" },
    {
      of: "a worktree",
      texts: {
        "main/.git/config": REMOTE,
        "main/.git/worktrees/w/commondir": "../..\n",
        "main/.git/worktrees/w/FETCH_HEAD": "",
        "w/.git": "gitdir: ../main/.git/worktrees/w\n",
      },
      at: AT,
      in: "w",
    },
  ])("$of", async ({ texts, at, in: inside = "." }) => {
    expect(await lastFetchMs(join(await files(texts), inside))).toBe(at);
  });
});

it("a report warns of the clones that were believed, and of no other component", () => {
  const clone = { location: "/src/api", fetchedMs: AT };
  const component = { mainline: "main", latest: null, unreleased: [], warnings: [] };
  const components = [
    { ...component, name: "api", repository: "/src/api" },
    { ...component, name: "web", repository: "/src/web" },
  ];
  const report = withStaleClones({ format: 1, components }, [clone], AT + 3 * 86_400_000);
  expect(report.components.map(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
    ["clone-not-fetched"],
    [],
  ]);
  expect(staleWarning(clone, AT + 3 * 86_400_000).message).toContain("/src/api was last fetched 3 days ago");
});
