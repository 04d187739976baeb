import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nativeRepositories, type Repositories } from "@signalbox/git";
import { anomalies, type AnomalyName, createBareRepository, history, type History } from "@signalbox/testbed";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditRefs, type FindingCode } from "../../src/index.js";

const endAt = new Date("2026-03-02T09:00:00Z");
let root: string;
let repositories: Repositories;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "audit-"));
  repositories = nativeRepositories({ cacheDir: join(root, "cache"), env: { PATH: process.env["PATH"] } });
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** What the real git repositories of the testbed show, beside the repositories that belong to them. */
const SEEN: readonly [AnomalyName, readonly FindingCode[]][] = [
  ["tag-and-branch-of-one-name", ["tag-equals-branch", "tag-malformed"]],
  ["mistyped-tags", ["tag-malformed", "tag-unrecognised", "tag-lower-than-earlier", "tags-share-commit"]],
  ["several-tags-on-one-commit", ["tags-share-commit"]],
  ["mixed-tag-kinds", ["tag-kinds-mixed"]],
  ["no-tags", ["no-release-tags"]],
  ["version-gaps", ["version-gap"]],
  ["incomplete-versions", ["tag-malformed"]],
  ["two-spellings-of-one-release", ["version-tagged-twice"]],
  ["commits-after-tag", ["commits-after-tag", "release-branch-not-merged"]],
  ["tag-not-on-own-branch", ["tag-not-on-release-branch"]],
  ["tag-not-in-mainline", ["tag-not-on-mainline", "release-branch-not-merged"]],
  ["release-without-previous", ["release-lacks-previous"]],
  ["tag-on-foreign-commit", ["tag-foreign-commit"]],
  ["moved-tag", ["tag-moved"]],
  ["odd-branch-names", ["branch-malformed", "branch-has-patch-number"]],
];

describe("what real repositories do", () => {
  test.each(SEEN)("%s", async (name, codes) => {
    const { path, others } = await anomalies[name].make({ root, name, seed: 1, endAt });
    const components = [path, ...Object.values(others)].map((repository) => ({ repository }));
    const { repositories: audited, counts } = await auditRefs({ repositories }, { components });
    expect(audited.map(({ error }) => error)).toEqual(components.map(() => undefined));
    expect(Object.keys(counts)).toEqual(expect.arrayContaining([...codes]));
  });

  test("two release lines in one repository are no mistake of either", async () => {
    const { path } = await anomalies["two-streams"].make({ root, name: "streams", seed: 1, endAt });
    const components = [
      { name: "recorder", repository: path },
      { name: "recorder-tc2", repository: path, stream: "tc2", mainline: "tc2" },
    ];
    const { repositories: audited } = await auditRefs({ repositories }, { components });
    expect(audited).toMatchObject([{ name: "recorder", findings: [] }]);
  });

  test("an empty and a missing repository stop no other", async () => {
    const { path: empty } = await anomalies["empty-repository"].make({ root, name: "empty", seed: 1, endAt });
    const { path } = await anomalies["version-gaps"].make({ root, name: "beside", seed: 1, endAt });
    const components = [empty, join(root, "nothing"), path].map((repository) => ({ repository }));
    const { repositories: audited } = await auditRefs({ repositories }, { components, concurrency: 1 });
    expect(audited.map(({ error, findings }) => [error?.code, findings.length > 0])).toEqual([
      ["ERR_REPOSITORY_EMPTY", false],
      ["ERR_REPOSITORY_NOT_FOUND", false],
      [undefined, true],
    ]);
  });
});

describe("changes under another id, by the patches of real git", () => {
  const tell = async (name: string, telling: (told: History) => void): Promise<readonly string[]> => {
    const path = await createBareRepository(root, name, { defaultBranch: "main" });
    const told = history({ seed: 3, endAt });
    telling(told);
    await told.write(path);
    const { repositories: audited } = await auditRefs({ repositories }, { components: [{ repository: path }] });
    return (audited[0]?.findings ?? []).map(({ code, severity, refs }) => `${severity} ${code} ${refs.join(" ")}`);
  };

  test("a cherry-picked fix and a squash-merged line are not missing, a lost one is", async () => {
    const findings = await tell("equivalent", (told) => {
      told.commit("main", { files: { "a.txt": "1\n" } });
      told.branch("1.0", "main");
      const fix = told.commit("1.0", { subject: "Fix the clock", files: { "clock.txt": "1\n" } });
      told.tag("v1.0.0", fix);
      told.cherryPick(fix, "main");
      told.branch("1.1", "main");
      const author = { name: "Ada", email: "ada@example.org" };
      told.commit("1.1", { author, files: { "b.txt": "1\n" } });
      told.tag("v1.1.0", told.commit("1.1", { author, files: { "c.txt": "1\n" } }));
      told.commit("main", { files: { "d.txt": "1\n" } });
      told.squash("main", "1.1", { author, subject: "Release 1.1 (#7)" });
      told.branch("1.2", "main");
      told.tag("v1.2.0", told.commit("1.2", { subject: "Lost", files: { "lost.txt": "1\n" } }));
      told.commits("main", 2);
      told.tag("v1.3.0", "main");
    });
    expect(findings).toEqual([
      "error release-lacks-previous refs/tags/v1.3.0 refs/tags/v1.2.0",
      "warning tag-not-on-mainline refs/tags/v1.2.0",
      "warning release-branch-not-merged refs/heads/1.2",
      "info tag-not-on-mainline refs/tags/v1.0.0",
      "info tag-not-on-mainline refs/tags/v1.1.0",
      "info release-branch-not-merged refs/heads/1.0",
      "info release-branch-not-merged refs/heads/1.1",
    ]);
  });
});
