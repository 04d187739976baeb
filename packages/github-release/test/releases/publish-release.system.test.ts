import { preflight } from "@signalbox/release-core";
import { converges, runGit } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { publishRelease } from "../../src/index.js";
import { readsOnly, type Scene, scene, SLUG } from "./scene.js";

const wish = (commit: string, owner: "tag-first" | "release-first" = "release-first") => ({
  repository: SLUG,
  tag: "v1.2.0",
  commit,
  owner,
});
const codes = (lines: readonly { readonly code: string }[]): string[] => lines.map(({ code }) => code);
const publish = async (at: Scene, tag: string): Promise<number> => {
  const id = await at.draft({ tag });
  await at.ports.releases.update(SLUG, id, { isDraft: false });
  return id;
};

describe("publishing a release", () => {
  test("believes what GitHub answers, not that it answered", async () => {
    const at = await scene();
    const id = await at.draft();
    const { releases } = at.ports;
    const plan = await publishRelease(at.ports).plan(wish(at.head));
    // Took the change with 200, and did not make it.
    const unmoved = { ...releases, update: () => releases.read(SLUG, id) };
    await expect(publishRelease({ ...at.ports, releases: unmoved }).apply(plan)).rejects.toMatchObject({
      code: "ERR_NOT_PUBLISHED",
      message: expect.stringContaining("still shows it as a draft"),
      retryable: true,
      details: { tag: "v1.2.0", releaseId: id, isDraft: true },
    });
    expect(await at.git("for-each-ref", "refs/tags")).toBe("");
    await converges(publishRelease(at.ports), wish(at.head));
  });

  test("with the tag first leaves the tag as it is", async () => {
    const at = await scene();
    await at.git("-c", "user.name=Ada", "-c", "user.email=a@example.test", "tag", "-a", "-m", "one", "v1.2.0", at.head);
    const tag = await at.git("rev-parse", "refs/tags/v1.2.0");
    await at.commit("main", "later");
    const id = await at.draft();
    at.gitHub.clearRequests();
    const operation = publishRelease(at.ports);
    const plan = await readsOnly(at, () => operation.plan(wish(at.head, "tag-first")));
    const receipt = await operation.apply(plan);
    expect(at.gitHub.requests).toHaveLength(3);
    expect(receipt.applied).toEqual([
      expect.objectContaining({
        outcome: "done",
        result: { releaseId: id, tag: "v1.2.0", commit: at.head, url: expect.stringContaining("/releases/tag/v1.2.0") },
      }),
    ]);
    expect(await at.git("rev-parse", "refs/tags/v1.2.0")).toBe(tag);
    expect(await operation.plan(wish(at.head, "tag-first"))).toMatchObject({ actions: [], problems: [] });
  });

  test("first of all makes the tag at the commit, not at the branch's head", async () => {
    const at = await scene();
    await at.draft();
    await at.commit("main", "later");
    await converges(publishRelease(at.ports), wish(at.head));
    expect(await at.git("rev-parse", "refs/tags/v1.2.0")).toBe(at.head);
  });

  test.each([
    ["no release", async () => undefined, "release-first", ["ERR_RELEASE_MISSING"]],
    ["no tag", async (at: Scene) => at.draft(), "tag-first", ["ERR_TAG_MISSING"]],
    ["two drafts", async (at: Scene) => (await at.draft(), at.draft()), "release-first", ["ERR_DRAFT_DUPLICATED"]],
    [
      "the tag at another commit",
      async (at: Scene) => (await at.draft(), at.git("update-ref", "refs/tags/v1.2.0", await at.commit("other", "x"))),
      "release-first",
      ["ERR_TAG_ELSEWHERE"],
    ],
    [
      "a published release at another commit",
      async (at: Scene) => (await at.commit("main", "x"), publish(at, "v1.2.0")),
      "tag-first",
      ["ERR_TAG_ELSEWHERE"],
    ],
  ] as const)("with %s is a problem", async (_, make, owner, expected) => {
    const at = await scene();
    await make(at);
    expect(codes((await publishRelease(at.ports).plan(wish(at.head, owner))).problems)).toEqual(expected);
  });

  test("of an unknown commit is a problem", async () => {
    const at = await scene();
    await at.draft();
    expect(codes((await publishRelease(at.ports).plan(wish("f".repeat(40)))).problems)).toEqual(["ERR_TARGET_MISSING"]);
  });

  test("never makes a lower version the latest", async () => {
    const at = await scene();
    await publish(at, "v2.0.0");
    await at.draft();
    const operation = publishRelease(at.ports);
    expect(codes((await operation.plan({ ...wish(at.head), latest: true })).problems)).toEqual([
      "ERR_VERSION_LOWER_THAN_LATEST",
    ]);
    for (const latest of ["legacy", undefined] as const) {
      const plan = await operation.plan({ ...wish(at.head), ...(latest === undefined ? {} : { latest }) });
      expect([codes(plan.warnings), plan.actions[0]]).toEqual([
        ["version-not-latest"],
        expect.objectContaining({ latest: false }),
      ]);
    }
    await converges(operation, wish(at.head));
    expect((await at.ports.releases.find({ repository: SLUG, tag: "v1.2.0" })).latest?.tag).toBe("v2.0.0");
  });

  test("shows what is published in another way only when that is said", async () => {
    const at = await scene();
    await at.draft({ isPrerelease: true });
    const operation = publishRelease(at.ports);
    const { plan } = await converges(operation, wish(at.head));
    expect(plan.actions[0]).toMatchObject({ isPrerelease: true, latest: false });
    await publish(at, "v1.1.0");
    const shown = await converges(operation, { ...wish(at.head), prerelease: false, latest: true });
    expect(shown.plan.actions[0]).toMatchObject({ type: "show-release", summary: "Show v1.2.0 as the latest release" });
    expect((await operation.plan({ ...wish(at.head), latest: false })).warnings.map(({ code }) => code)).toEqual([
      "still-latest",
    ]);
  });
});

describe("publishing eleven releases", () => {
  const slugs = Array.from({ length: 11 }, (_, at) => `acme/part-${at}`);

  test.each(["tag-first", "release-first"] as const)(
    "takes at most three requests a release, none twice (%s)",
    async (owner) => {
      const at = await scene({ repositories: slugs.map((slug) => ({ slug })) });
      for (const slug of slugs) {
        await at.draft({}, slug);
        if (owner === "tag-first") await createTag(at, slug);
      }
      at.gitHub.clearRequests();
      const operation = publishRelease(at.ports);
      const inputs = slugs.map((slug) => ({
        repository: slug,
        tag: "v1.2.0",
        commit: at.heads.get(slug) ?? "",
        owner,
      }));
      const { plans, clear } = await preflight(operation, inputs, { concurrency: 16 });
      expect([clear, at.gitHub.requests.length]).toEqual([true, 1]);
      const applied = await Promise.all(
        plans.map(async (line) => (line.status === "fulfilled" ? operation.apply(line.value) : null)),
      );
      expect(applied.flatMap((receipt) => receipt?.applied.map(({ outcome }) => outcome))).toEqual(
        slugs.map(() => "done"),
      );
      expect(at.sent("update-release")).toBe(11);
      expect(at.gitHub.requests.length).toBeLessThanOrEqual(3 * slugs.length);
      const writes = at.gitHub.requests.filter(({ method }) => method === "PATCH").map(({ path }) => path);
      expect(new Set(writes).size).toBe(writes.length);
    },
  );
});

const createTag = async ({ gitHub, heads }: Scene, slug: string): Promise<void> => {
  await runGit(gitHub.state.repository(slug)?.path ?? "", ["update-ref", "refs/tags/v1.2.0", heads.get(slug) ?? ""]);
};

describe("publishing when something goes wrong", () => {
  test("finds what was published although the answer was lost", async () => {
    const at = await scene();
    await at.draft();
    at.gitHub.setFaults([{ match: "repos/update-release", kind: "drop-after" }]);
    const operation = publishRelease(at.ports);
    const receipt = await operation.apply(await operation.plan(wish(at.head)));
    expect(receipt.applied.map(({ outcome }) => outcome)).toEqual(["done"]);
    expect(at.sent("update-release")).toBe(1);
  });

  test("goes on after a limit and a server's failure, and publishes once", async () => {
    const at = await scene();
    await at.draft();
    const operation = publishRelease(at.ports);
    const plan = await operation.plan(wish(at.head));
    at.gitHub.setFaults([{ match: "repos/update-release", kind: "403-secondary", retryAfter: 60 }]);
    await expect(operation.apply(plan)).rejects.toMatchObject({ code: "ERR_GITHUB_RATE_LIMITED", retryable: true });
    at.gitHub.setFaults([{ match: "repos/update-release", kind: "504" }]);
    await expect(operation.apply(plan)).rejects.toMatchObject({ code: "ERR_GITHUB_RESULT_UNKNOWN", retryable: true });
    expect((await operation.apply(plan)).applied[0]?.outcome).toBe("done");
    expect((await operation.apply(plan)).applied[0]?.outcome).toBe("already");
  });

  test.each([
    ["the draft was deleted", async (at: Scene, id: number) => at.ports.releases.delete(SLUG, id)],
    ["a second draft was made", async (at: Scene) => void (await at.draft())],
    [
      "the tag was made elsewhere",
      async (at: Scene) => void (await at.git("update-ref", "refs/tags/v1.2.0", await at.commit("other", "x"))),
    ],
    ["another release was published", async (at: Scene) => void (await publish(at, "v1.2.0"))],
  ])("publishes nothing when %s after the plan was made", async (what, change) => {
    const at = await scene();
    const id = await at.draft();
    const operation = publishRelease(at.ports);
    const plan = await operation.plan(wish(at.head));
    await change(at, id);
    const updates = at.sent("update-release");
    await expect(operation.apply(plan)).rejects.toMatchObject({
      code: what.startsWith("a second") ? "ERR_DRAFT_DUPLICATED" : "ERR_PLAN_STALE",
    });
    expect(at.sent("update-release")).toBe(updates);
  });

  test("publishes nothing when the tag was moved", async () => {
    const at = await scene();
    await at.draft();
    await at.git("update-ref", "refs/tags/v1.2.0", at.head);
    const operation = publishRelease(at.ports);
    const plan = await operation.plan(wish(at.head, "tag-first"));
    await at.git("update-ref", "refs/tags/v1.2.0", await at.commit("other", "x"));
    await expect(operation.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    await at.git("update-ref", "-d", "refs/tags/v1.2.0");
    await expect(operation.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE", details: { found: null } });
    expect(at.sent("update-release")).toBe(0);
  });

  test("tells that it is out when somebody made the tag in the same moment", async () => {
    const at = await scene();
    await at.draft();
    const other = await at.commit("other", "x");
    const { releases } = at.ports;
    const racing = {
      ...releases,
      update: async (...args: Parameters<typeof releases.update>) => {
        await at.git("update-ref", "refs/tags/v1.2.0", other);
        return releases.update(...args);
      },
    };
    const operation = publishRelease({ releases: racing });
    await expect(operation.apply(await operation.plan(wish(at.head)))).rejects.toMatchObject({
      code: "ERR_PUBLISHED_ELSEWHERE",
      retryable: false,
      details: { state: "published", found: other },
    });
  });
});
