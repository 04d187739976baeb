import { converges } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { draftRelease } from "../../src/index.js";
import { readsOnly, scene, SLUG } from "./scene.js";

const input = { repository: SLUG, tag: "v1.2.0", target: "main", notes: "- Better maps 🗺️ <b>#12</b>" };
const codes = (plan: { readonly problems: readonly { readonly code: string }[] }): string[] =>
  plan.problems.map(({ code }) => code);

describe("drafting a release", () => {
  test("makes one draft, with the notes in a block of their own", async () => {
    const at = await scene();
    const operation = draftRelease(at.ports);
    const { receipt } = await converges(operation, input);
    const drafts = (await at.ports.releases.find(input)).drafts;
    expect(drafts).toEqual([expect.objectContaining({ name: "v1.2.0", isDraft: true, isPrerelease: false })]);
    expect(drafts[0]?.notes).toMatch(
      /^<!-- signalbox:notes \w+ -->\n- Better maps 🗺️ <b>#12<\/b>\n<!-- \/signalbox:notes -->\n$/,
    );
    expect(receipt.applied[0]?.result).toEqual({ releaseId: drafts[0]?.id, tag: "v1.2.0", url: drafts[0]?.url });
    await readsOnly(at, () => operation.plan(input));
    expect(at.sent("create-release")).toBe(1);
  });

  test("goes on with a draft that somebody made by hand, and keeps what is written there", async () => {
    const at = await scene();
    const id = await at.draft({ name: "The big one", notes: "Thanks to Rosa!\r\n\r\nSee the blog.", target: "old" });
    const { plan } = await converges(draftRelease(at.ports), input);
    expect(plan.actions[0]).toMatchObject({
      type: "update-draft",
      releaseId: id,
      summary: "Change the draft of v1.2.0: notes, target, old → main",
    });
    const draft = await at.ports.releases.read(SLUG, id);
    expect(draft.name).toBe("The big one");
    expect(draft.notes).toContain("Thanks to Rosa!\r\n\r\nSee the blog.\n\n<!-- signalbox:notes");
  });

  test("does not overwrite what somebody changed inside the block, unless that is said", async () => {
    const at = await scene();
    const operation = draftRelease(at.ports);
    await operation.apply(await operation.plan(input));
    const [draft] = (await at.ports.releases.find(input)).drafts;
    await at.ports.releases.update(SLUG, draft?.id ?? 0, { notes: draft?.notes.replace("Better", "Much better") });
    expect(await operation.plan(input), "nothing new is to be said").toMatchObject({ actions: [], problems: [] });
    const changed = { ...input, notes: "- Other maps" };
    expect(codes(await operation.plan(changed))).toEqual(["ERR_NOTES_EDITED"]);
    await converges(operation, { ...changed, replaceEdits: true });
  });

  test("needs no target where the tag or a draft says it", async () => {
    const at = await scene();
    const operation = draftRelease(at.ports);
    const untold = { repository: SLUG, notes: "- a" };
    expect((await operation.plan({ ...untold, tag: "v1.3.0" })).problems).toEqual([
      expect.objectContaining({ code: "ERR_TARGET_MISSING", hint: expect.stringContaining("--target main") }),
    ]);
    await at.git("update-ref", "refs/tags/v1.3.0", at.head);
    const { plan } = await converges(operation, { ...untold, tag: "v1.3.0" });
    expect(plan.actions).toEqual([expect.objectContaining({ type: "create-draft", target: at.head })]);
    await at.draft({ tag: "v1.4.0", target: "old" });
    const { plan: drafted } = await converges(operation, { ...untold, tag: "v1.4.0" });
    expect(drafted.actions).toEqual([
      expect.objectContaining({ target: "old", summary: "Change the draft of v1.4.0: notes" }),
    ]);
  });

  test("leaves a published release alone", async () => {
    const at = await scene();
    const id = await at.draft();
    await at.ports.releases.update(SLUG, id, { isDraft: false });
    const plan = await draftRelease(at.ports).plan(input);
    expect([plan.actions, plan.problems, plan.warnings.map(({ code }) => code)]).toEqual([
      [],
      [],
      ["release-published"],
    ]);
    await at.draft();
    const left = await draftRelease(at.ports).plan({ ...input, notes: "" });
    expect(left.warnings.map(({ code }) => code)).toEqual(["draft-left"]);
  });

  test("refuses what cannot be released, with all problems at once", async () => {
    const at = await scene(
      {
        repositories: [
          { slug: SLUG },
          { slug: "acme/attic", archived: true },
          { slug: "acme/bare" },
          { slug: "acme/secret", private: true },
        ],
        users: [
          { login: "ada", token: "a", permissions: { [SLUG]: "write", "acme/attic": "write", "acme/bare": "write" } },
          { login: "guest", token: "g" },
        ],
      },
      ["acme/bare"],
    );
    const other = await at.commit("other", "elsewhere");
    await at.git("update-ref", "refs/tags/v1.2.0", other);
    await at.git("update-ref", "refs/tags/v2.0.0", at.head);
    const published = await at.draft({ tag: "v2.0.0" });
    await at.ports.releases.update(SLUG, published, { isDraft: false });
    const plan = (more: object, login = "ada") => draftRelease(at.portsOf(login)).plan({ ...input, ...more });
    expect(codes(await plan({ repository: "acme/attic" }))).toEqual(["ERR_REPOSITORY_ARCHIVED"]);
    expect(codes(await plan({ repository: "acme/bare" }))).toEqual(["ERR_REPOSITORY_EMPTY"]);
    expect(codes(await plan({ tag: "v1.3.0" }, "guest"))).toEqual(["ERR_PUSH_RIGHT_MISSING"]);
    expect(codes(await plan({ tag: "16.2", target: "16.2" }))).toEqual(["ERR_TAG_MALFORMED", "ERR_TARGET_MISSING"]);
    expect(codes(await plan({}))).toEqual(["ERR_TAG_ELSEWHERE"]);
    expect(codes(await plan({ tag: "v1.9.0", latest: true }))).toEqual(["ERR_VERSION_LOWER_THAN_LATEST"]);
    expect(codes(await plan({ tag: "v2.1.0-rc.1", latest: true }))).toEqual(["ERR_PRERELEASE_NOT_LATEST"]);
    expect(codes(await plan({ tag: "v2.1.0", notes: "🎉".repeat(125_000) }))).toEqual(["ERR_NOTES_TOO_LONG"]);
    await expect(plan({ repository: "acme/secret" })).rejects.toMatchObject({ code: "ERR_GITHUB_NOT_FOUND" });
    await expect(plan({ tag: "refs/tags/v1" })).rejects.toMatchObject({ code: "ERR_INPUT_INVALID" });
    expect(at.sent("create-release")).toBe(1);
  });

  test("follows a renamed repository, and says so", async () => {
    const at = await scene({ repositories: [{ slug: SLUG, renamedFrom: "acme/thermal" }] });
    const { plan } = await converges(draftRelease(at.ports), { ...input, repository: "acme/thermal" });
    expect(plan.warnings.map(({ code }) => code)).toEqual(["repository-renamed"]);
    expect(plan.actions[0]).toMatchObject({ repository: SLUG });
  });

  test("names both of two drafts, and touches neither", async () => {
    const at = await scene();
    const ids = [await at.draft(), await at.draft()];
    const plan = await draftRelease(at.ports).plan(input);
    expect(plan.problems[0]?.message).toContain(`${ids[0]} (`);
    expect(plan.problems[0]?.message).toContain(`${ids[1]} (`);
    expect(codes(plan)).toEqual(["ERR_DRAFT_DUPLICATED"]);
  });
});

describe("drafting when something goes wrong", () => {
  test("finds the draft whose answer was lost, and makes no second one", async () => {
    const at = await scene({ faults: [{ match: "repos/create-release", kind: "drop-after" }] });
    const operation = draftRelease(at.ports);
    const receipt = await operation.apply(await operation.plan(input));
    expect(receipt.applied.map(({ outcome }) => outcome)).toEqual(["done"]);
    expect((await at.ports.releases.find(input)).drafts).toHaveLength(1);
  });

  test("says so when it was lost before it happened; the next attempt makes it", async () => {
    const at = await scene({ faults: [{ match: "repos/create-release", kind: "502" }] });
    const operation = draftRelease(at.ports);
    await expect(operation.apply(await operation.plan(input))).rejects.toMatchObject({
      code: "ERR_GITHUB_RESULT_UNKNOWN",
      retryable: true,
    });
    await converges(operation, input);
    expect((await at.ports.releases.find(input)).drafts).toHaveLength(1);
  });

  test.each(["lag", "403-secondary"] as const)("makes one draft although lists suffer from %s", async (kind) => {
    const at = await scene({ now: () => new Date() });
    at.gitHub.setFaults([
      {
        match: kind === "lag" ? "findReleases" : "repos/create-release",
        kind,
        times: kind === "lag" ? Infinity : 1,
        lagMs: 60_000,
      },
    ]);
    const operation = draftRelease(at.ports);
    const plan = await operation.plan(input);
    if (kind === "403-secondary")
      await expect(operation.apply(plan)).rejects.toMatchObject({ code: "ERR_GITHUB_RATE_LIMITED" });
    const first = await operation.apply(plan);
    const again = await operation.apply(await operation.plan(input));
    expect([first.applied[0]?.outcome, again.applied]).toEqual(["done", []]);
    at.gitHub.setFaults([]);
    expect((await at.ports.releases.find(input)).drafts).toHaveLength(1);
  });

  test("goes on with the draft of another operator", async () => {
    const at = await scene();
    const [mine, theirs] = [draftRelease(at.ports), draftRelease(at.portsOf("rosa"))];
    const [first, second] = [await mine.plan(input), await theirs.plan({ ...input, notes: "- Other" })];
    await mine.apply(first);
    await expect(theirs.apply(second)).rejects.toMatchObject({
      code: "ERR_PLAN_STALE",
      message: expect.stringContaining("Somebody else drafted"),
    });
    expect((await at.ports.releases.find(input)).drafts).toHaveLength(1);
  });

  test("leaves one draft when two operators send theirs in the same moment", async () => {
    const at = await scene();
    const { releases } = at.ports;
    let theirs = 0;
    // Between our look and our write: the other's draft comes first.
    const racing = {
      ...releases,
      create: async (...args: Parameters<typeof releases.create>) => {
        theirs = await at.draft({ notes: "Rosa's words" });
        return releases.create(...args);
      },
    };
    const operation = draftRelease({ releases: racing });
    const failure: unknown = await operation.apply(await operation.plan(input)).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "ERR_PLAN_STALE", details: { found: [theirs] } });
    const { drafts } = await releases.find(input);
    expect(drafts).toEqual([expect.objectContaining({ id: theirs, notes: "Rosa's words" })]);
    await converges(draftRelease(at.ports), input);
  });

  test.each([
    ["deleted", async (at: Awaited<ReturnType<typeof scene>>, id: number) => at.ports.releases.delete(SLUG, id)],
    [
      "edited",
      async (at: Awaited<ReturnType<typeof scene>>, id: number) =>
        void (await at.ports.releases.update(SLUG, id, { notes: "by hand" })),
    ],
    [
      "published",
      async (at: Awaited<ReturnType<typeof scene>>, id: number) =>
        void (await at.ports.releases.update(SLUG, id, { isDraft: false })),
    ],
    ["doubled", async (at: Awaited<ReturnType<typeof scene>>) => void (await at.draft())],
  ])("changes no draft that was %s after the plan was made", async (what, change) => {
    const at = await scene();
    const id = await at.draft({ notes: "old" });
    const operation = draftRelease(at.ports);
    const plan = await operation.plan(input);
    await change(at, id);
    const updates = at.sent("update-release");
    await expect(operation.apply(plan)).rejects.toMatchObject({
      code: what === "doubled" ? "ERR_DRAFT_DUPLICATED" : "ERR_PLAN_STALE",
    });
    expect(at.sent("update-release")).toBe(updates);
  });
});
