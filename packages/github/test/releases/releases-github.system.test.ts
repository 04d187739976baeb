import { readRepositoryRef } from "./read-ref.js";
import { runGit } from "@signalbox/testbed";
import type { GitHubFault } from "@signalbox/testbed/github";
import { describe, expect, test } from "vitest";
import { releasesOn } from "../../src/index.js";
import { serveGitHub, SLUG } from "../support/git-hub.js";

const NOTES = "<b>Maps</b> & *more* 🗺️\n\n- `a`";
const draftOf = (tag: string) => ({ tag, name: `${tag} 🚀 <i>`, notes: NOTES, target: "main", isPrerelease: false });

describe("a release", () => {
  test("is drafted, found, changed, published with its tag, and deleted", async () => {
    const { client, head, path, gitHub } = await serveGitHub();
    const releases = releasesOn(client());
    const made = await releases.create(SLUG, draftOf("v1.2.0"));
    expect(made).toMatchObject({
      tag: "v1.2.0",
      name: "v1.2.0 🚀 <i>",
      notes: NOTES,
      isDraft: true,
      target: "main",
      assets: [],
    });
    expect(await readRepositoryRef(path, "refs/tags/v1.2.0")).toBeNull();

    const found = await releases.find({ repository: SLUG, tag: "v1.2.0", target: "main" });
    expect(found).toMatchObject({
      repository: { name: SLUG, formerName: null, isArchived: false, isEmpty: false, canPush: true },
      tagCommit: null,
      published: null,
      latest: null,
      target: { name: "main", commit: head, hasTag: null },
    });
    expect(found.drafts).toEqual([expect.objectContaining({ id: made.id, notes: NOTES, publishedAt: null })]);

    await releases.update(SLUG, made.id, { notes: "other" });
    expect(await releases.read(SLUG, made.id)).toMatchObject({ notes: "other", name: "v1.2.0 🚀 <i>", isDraft: true });
    await releases.update(SLUG, made.id, { isDraft: false, target: head, latest: true });
    expect(await readRepositoryRef(path, "refs/tags/v1.2.0")).toBe(head);
    const published = await releases.find({ repository: SLUG, tag: "v1.2.0", target: head });
    expect(published).toMatchObject({
      tagCommit: head,
      drafts: [],
      published: { id: made.id, isLatest: true, isDraft: false },
      latest: { id: made.id, tag: "v1.2.0" },
      target: { commit: head, hasTag: true },
    });
    await releases.delete(SLUG, made.id);
    await releases.delete(SLUG, made.id);
    await expect(releases.read(SLUG, made.id)).rejects.toMatchObject({ code: "ERR_GITHUB_NOT_FOUND" });
    expect(gitHub.requests.filter(({ operation }) => operation === "repos/delete-release")).toHaveLength(2);
  });

  test("of a tag has all its drafts, and only those who may push see them", async () => {
    const { client } = await serveGitHub();
    const releases = releasesOn(client());
    const [one, two] = [await releases.create(SLUG, draftOf("v1.2.0")), await releases.create(SLUG, draftOf("v1.2.0"))];
    const { drafts } = await releases.find({ repository: SLUG, tag: "v1.2.0" });
    expect(drafts.map(({ id, notes }) => [id, notes])).toEqual([
      [one.id, NOTES],
      [two.id, NOTES],
    ]);
    const seen = await releasesOn(client("bob")).find({ repository: SLUG, tag: "v1.2.0" });
    expect(seen).toMatchObject({ drafts: [], published: null, repository: { canPush: false } });
  });

  test("has an annotated tag's commit, and a branch that went on still has the tag", async () => {
    const { client, path, head, commit } = await serveGitHub();
    const person = ["-c", "user.name=Ada", "-c", "user.email=ada@example.test"];
    await runGit(path, [...person, "tag", "-a", "-m", "one", "v1.0.0", head]);
    const next = await commit("main", "second");
    const other = await commit("other", "unrelated");
    const releases = releasesOn(client());
    const ask = (target: string) => releases.find({ repository: SLUG, tag: "v1.0.0", target });
    expect(await ask("main")).toMatchObject({ tagCommit: head, target: { commit: next, hasTag: true } });
    expect(await ask(next)).toMatchObject({ target: { commit: next, hasTag: false } });
    expect(await ask("other")).toMatchObject({ target: { commit: other, hasTag: false } });
    expect(await ask("none")).toMatchObject({ target: { commit: null, hasTag: null } });
    expect(await ask("f".repeat(40))).toMatchObject({ target: { commit: null } });
  });

  test("whose notes are too long, or whose target is missing, is refused in GitHub's words", async () => {
    const { client } = await serveGitHub();
    const releases = releasesOn(client());
    await expect(releases.create(SLUG, { ...draftOf("v1.0.0"), notes: "🎉".repeat(125_001) })).rejects.toMatchObject({
      code: "ERR_GITHUB_REFUSED",
      message: expect.stringContaining("maximum is 125000 characters"),
    });
    const { id } = await releases.create(SLUG, { ...draftOf("v1.0.0"), notes: "🎉".repeat(125_000), target: "none" });
    await expect(releases.update(SLUG, id, { isDraft: false })).rejects.toMatchObject({
      code: "ERR_GITHUB_REFUSED",
      message: expect.stringContaining("target_commitish"),
    });
  });
});

describe("questions about many repositories", () => {
  const slugs = Array.from({ length: 30 }, (_, at) => `acme/part-${at}`);
  const repositories = [{ slug: SLUG }, ...slugs.map((slug) => ({ slug }))];

  test("share queries, and one that cannot be read fails alone", async () => {
    const { gitHub, client } = await serveGitHub({ repositories });
    const releases = releasesOn(client());
    gitHub.clearRequests();
    const asked = [...slugs, "acme/secret"].map((repository) => releases.find({ repository, tag: "v1.0.0" }));
    const settled = await Promise.allSettled(asked);
    expect(gitHub.requests).toHaveLength(3);
    expect(settled.slice(0, -1).map(({ status }) => status)).toEqual(slugs.map(() => "fulfilled"));
    expect(settled.at(-1)).toMatchObject({
      reason: { code: "ERR_GITHUB_NOT_FOUND", details: { what: expect.stringContaining("acme/secret") } },
    });
  });

  test("are halved when GitHub's own time is up", async () => {
    const tooMany: GitHubFault = {
      match: "findReleases",
      when: ({ graphql }) => (graphql?.aliases ?? 0) > 5,
      times: Infinity,
      kind: "502",
    };
    const { gitHub, client } = await serveGitHub({ repositories, faults: [tooMany] });
    const releases = releasesOn(client());
    gitHub.clearRequests();
    const found = await Promise.all(
      slugs.slice(0, 11).map((repository) => releases.find({ repository, tag: "v1.0.0" })),
    );
    expect(found.map(({ repository }) => repository.name)).toEqual(slugs.slice(0, 11));
    expect(gitHub.requests.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(4);
    gitHub.setFaults([{ match: "findReleases", times: Infinity, kind: "502" }]);
    await expect(releases.find({ repository: SLUG, tag: "v1.0.0" })).rejects.toMatchObject({
      code: "ERR_GITHUB_FAILED",
    });
  });

  test("are all answered with the same error when the token is wrong", async () => {
    const { client } = await serveGitHub({ repositories, users: [{ login: "ada", token: "x", expired: true }] });
    const releases = releasesOn(client());
    const settled = await Promise.allSettled(slugs.slice(0, 3).map((repository) => releases.list(repository)));
    expect(settled.map((line) => (line.status === "rejected" ? line.reason.code : null))).toEqual(
      Array(3).fill("ERR_GITHUB_AUTH"),
    );
  });

  test("end one's own wait with an abort, and the query when nobody waits any more", async () => {
    const { gitHub, client } = await serveGitHub();
    gitHub.setFaults([{ match: "findReleases", kind: "slow", delayMs: 300 }]);
    const releases = releasesOn(client());
    const [one, two] = [new AbortController(), new AbortController()];
    const ask = (signal?: AbortSignal) => releases.find({ repository: SLUG, tag: "v1.0.0" }, { signal });
    gitHub.clearRequests();
    const asked = [ask(one.signal), ask(two.signal), ask()];
    one.abort(new Error("enough"));
    await expect(asked[0]).rejects.toThrow("enough");
    expect((await Promise.all(asked.slice(1))).map(({ repository }) => repository.name)).toEqual([SLUG, SLUG]);
    expect(gitHub.requests).toHaveLength(1);
    gitHub.setFaults([{ match: "findReleases", kind: "slow", delayMs: 60_000 }]);
    const alone = ask(two.signal);
    setImmediate(() => two.abort(new Error("enough too")));
    await expect(alone).rejects.toThrow("enough too");
    await expect(ask(two.signal)).rejects.toThrow("enough too");
  });
});

describe("odd repositories", () => {
  test("say what they are", async () => {
    const { gitHub, client } = await serveGitHub({
      repositories: [
        { slug: SLUG, renamedFrom: "acme/thermal" },
        { slug: "acme/attic", archived: true },
        { slug: "acme/bare" },
        { slug: "acme/secret", private: true },
      ],
    });
    const releases = releasesOn(client());
    const ask = (repository: string) => releases.find({ repository, tag: "v1.0.0" });
    expect((await ask("acme/thermal")).repository).toMatchObject({ name: SLUG, formerName: "acme/thermal" });
    expect((await ask("acme/attic")).repository).toMatchObject({ isArchived: true });
    expect((await ask("https://github.example/acme/bare.git")).repository).toMatchObject({ isEmpty: true });
    await expect(ask("acme/secret")).rejects.toMatchObject({ code: "ERR_GITHUB_NOT_FOUND" });
    gitHub.setFaults([{ match: "findReleases", kind: "403-secondary", retryAfter: 30 }]);
    await expect(ask(SLUG)).rejects.toMatchObject({
      code: "ERR_GITHUB_RATE_LIMITED",
      details: { retryAfterMs: 30_000 },
    });
  });

  test("with 1,500 tags and more releases than a page are one request", async () => {
    const { gitHub, client, path, head } = await serveGitHub();
    const lines = Array.from({ length: 1500 }, (_, at) => `create refs/tags/v1.0.${at} ${head}\n`).join("");
    await runGit(path, ["update-ref", "--stdin"], { input: lines });
    const releases = releasesOn(client());
    for (let at = 0; at < 104; at++) await releases.create(SLUG, draftOf(`v1.0.${at}`));
    gitHub.clearRequests();
    const found = await releases.find({ repository: SLUG, tag: "v1.0.2" });
    expect(found).toMatchObject({ tagCommit: head, drafts: [{ tag: "v1.0.2" }] });
    expect(gitHub.requests).toHaveLength(1);
    const list = await releases.list(SLUG);
    expect([list.total, list.releases.length, list.releases[0]?.tag]).toEqual([104, 100, "v1.0.103"]);
  });
});
