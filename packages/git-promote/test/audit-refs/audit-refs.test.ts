import type { Repositories } from "@signalbox/git";
import { ReleaseError, type ReleaseEvent } from "@signalbox/release-core";
import { describe, expect, test } from "vitest";
import { auditRefs, gitPromoteKinds } from "../../src/index.js";
import { type Drawing, drawnRepositories } from "../fleet/drawn-repositories.js";

const lost: Drawing = { branches: { "1.0": "a x", main: "a b c p~x" }, tags: { "v1.0.0": "x", "v1.1.0": "c" } };

/** The same repositories, with other answers to some questions. */
const withAnswers = (inner: Repositories, answers: object): Repositories => ({
  open: async (location, options) => ({ ...(await inner.open(location, options)), ...answers }),
});

describe("auditRefs over many", () => {
  test("a copy without all its files: commits are told apart by id, and that is said", async () => {
    const damaged = new ReleaseError({ code: "ERR_GIT_FAILED", message: "A file is missing.", hint: "Clone again." });
    const repositories = withAnswers(drawnRepositories({ api: lost }), { patchIds: () => Promise.reject(damaged) });
    const { repositories: audited } = await auditRefs({ repositories }, { components: [{ repository: "api" }] });
    expect(audited[0]?.findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      "error release-lacks-previous",
      "warning tag-not-on-mainline",
      "warning release-branch-not-merged",
      "info patches-not-compared",
    ]);
  });

  test("what is no failure of ours stays an error of that repository", async () => {
    const fault = { patchIds: () => Promise.reject(new TypeError("odd")) };
    const repositories = withAnswers(drawnRepositories({ api: lost }), fault);
    const { repositories: audited } = await auditRefs({ repositories }, { components: [{ repository: "api" }] });
    expect(audited).toMatchObject([{ findings: [], error: { code: "ERR_UNEXPECTED" } }]);
  });

  test("tells its progress, and hides credentials of a repository that cannot be read", async () => {
    const events: ReleaseEvent[] = [];
    const repository = "https://rosa:secret@example.org/web.git";
    const { repositories } = await auditRefs(
      { repositories: drawnRepositories({ api: lost }) },
      { components: [{ repository }, { repository: "api" }] },
      { onEvent: (event) => void events.push(event) },
    );
    expect(repositories[0]).toMatchObject({ name: "web", error: { code: "ERR_REPOSITORY_NOT_FOUND" } });
    expect(JSON.stringify(repositories[0])).not.toContain("secret");
    expect(events).toMatchObject([
      { type: "progress", kind: "audit-refs", done: 1, total: 2 },
      { type: "progress", kind: "audit-refs", done: 2, total: 2 },
    ]);
  });

  test("stops when it is told to", async () => {
    const stop = new AbortController();
    stop.abort(new Error("enough"));
    const repositories = drawnRepositories({ api: lost });
    const audit = auditRefs({ repositories }, { components: [{ repository: "api" }] }, { signal: stop.signal });
    await expect(audit).rejects.toThrow("enough");
  });

  test.each([
    [{ components: [{ repository: "" }] }, "components.0.repository"],
    [{ components: [{ repository: "api", tagPattern: "v1" }] }, "components.0.tagPattern"],
    [{ components: [{ repository: "api", releaseBranchPattern: "(" }] }, "components.0.releaseBranchPattern"],
    [{ components: [], concurrency: 0 }, "concurrency"],
  ])("refuses %j", async (request, path) => {
    const audit = auditRefs({ repositories: drawnRepositories({}) }, request);
    await expect(audit).rejects.toMatchObject({ code: "ERR_INPUT_INVALID", details: { issues: [{ path }] } });
  });

  test("is a read of trains", async () => {
    const ports = { repositories: drawnRepositories({ api: lost }), identity: { name: "A", email: "a@b.c" } };
    const { reads } = gitPromoteKinds(ports);
    const report = await reads["audit-refs"]?.({ components: [{ repository: "api", mute: true }] }, {});
    expect(report).toMatchObject({ format: 1, repositories: [{ repository: "api" }] });
    expect(await reads["list-releases"]?.({ components: [] }, {})).toMatchObject({ format: 1, product: null });
    expect(await reads["release-branches-not-merged"]?.({ components: [] }, {})).toEqual({
      format: 1,
      repositories: [],
    });
  });

  test("five thousand tags are judged in a moment", async () => {
    const names = Array.from({ length: 5000 }, (_, n) => `c${n}`);
    const tags = Object.fromEntries(names.map((name, n) => [`v1.${Math.floor(n / 50)}.${n % 50}`, name]));
    const odd = { "v0.9.0": "c4000", "v9.0.0": "c100", "v1.3": "c7", list: "c9" };
    const repositories = drawnRepositories({ api: { branches: { main: names.join(" ") }, tags: { ...tags, ...odd } } });
    const { counts } = await auditRefs({ repositories }, { components: [{ repository: "api" }] });
    expect(counts).toMatchObject({ "tag-lower-than-earlier": 1, "tag-higher-than-later": 1, "tag-malformed": 2 });
  });
});
