import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isomorphicRepositories } from "@signalbox/git";
import { converges, provesReadOnly, writesOf } from "@signalbox/testbed";
import { describe, expect, onTestFinished, test } from "vitest";
import { bumpPins } from "../../src/bump-pins/bump-pins.js";
import { identity } from "../served-repository.js";
import { byHand, FILES, serveStates, state, textAt, WISHED } from "./states.js";

const REVIEW = "refs/heads/bump-pins";
const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code);
interface Facts {
  readonly standing: string;
  readonly pins: readonly unknown[];
}
const factsOf = (plan: { readonly facts: unknown }) => plan.facts as Facts;

describe("bumpPins on a real server", () => {
  test("puts all bumps of a week into one commit on one branch, and nothing else", async () => {
    const served = await serveStates();
    const { repository, repositories, at, git } = served;
    const dev = await at("dev");
    const { plan, receipt } = await converges(bumpPins({ repositories, identity }), { repository, pins: WISHED });

    expect(receipt.applied).toMatchObject([{ outcome: "done", result: { ref: REVIEW, oid: await at(REVIEW) } }]);
    expect([await at("dev"), await at(`${REVIEW}^`)]).toEqual([dev, dev]);
    expect(codes(plan.warnings)).toEqual(["pin-remark", "pin-tag-not-checked", "pin-artifact-not-checked"]);
    expect(await git("log", "-1", "--format=%B", REVIEW)).toBe(
      [
        "Bump audiobait to 3.1.0 and 3 more",
        "",
        "audiobait (pi): 3.0.1 → 3.1.0",
        "größe (tc2): 1.0.0 → 1.1.0",
        "modemd (tc2): 1.11.0-tc2 → 1.12.0-tc2",
        "tc2-agent (tc2): 0.4.0 → 0.4.1",
      ].join("\n"),
    );
    expect(await git("log", "-1", "--format=%ct", REVIEW)).toBe(await git("log", "-1", "--format=%ct", "dev"));
    expect(await git("diff", "--numstat", "dev", REVIEW)).toBe(
      ["1\t1\tpi/audiobait.sls", "1\t1\ttc2/modemd/init.sls", "2\t2\ttc2/two.sls"].join("\n"),
    );
    expect(await textAt(served, REVIEW, "pi/audiobait.sls")).toBe(
      FILES["pi/audiobait.sls"].replace("3.0.1", "3.1.0").trimEnd(),
    );
    expect(await textAt(served, REVIEW, "tc2/two.sls")).toContain('"0.4.1" # Uncomment the line below.');
  });

  test("planning writes nothing", async () => {
    const { server, repository, repositories } = await serveStates();
    const bump = bumpPins({ repositories, identity });
    const plan = await provesReadOnly(server, () => bump.plan({ repository, pins: WISHED }));
    expect(plan.actions).toHaveLength(1);
  });

  test("a plan from a file is applied by another process, with the same commit", async () => {
    const { repository, repositories, elsewhere, at } = await serveStates();
    const plan = await bumpPins({ repositories, identity }).plan({ repository, pins: WISHED });
    const other = bumpPins({ repositories: await elsewhere(), identity });
    await other.apply(JSON.parse(JSON.stringify(plan)) as typeof plan);
    expect(await at(REVIEW)).toBe(plan.actions[0]?.oid);
  });

  test("direct pushes to the branch itself, and refuses in the remote's words where it is protected", async () => {
    const open = await serveStates();
    const { repositories } = open;
    const given = { repository: open.repository, branch: "dev", pins: WISHED, direct: true };
    const { plan } = await converges(bumpPins({ repositories, identity }), given);
    expect([await open.at("dev"), await open.at(REVIEW)]).toEqual([plan.actions[0]?.oid, null]);

    const guarded = await serveStates(undefined, ["dev"]);
    const bump = bumpPins({ repositories: guarded.repositories, identity });
    const failure = bump.apply(await bump.plan({ ...given, repository: guarded.repository }));
    await expect(failure).rejects.toMatchObject({
      code: "ERR_PUSH_REFUSED",
      hint: expect.stringContaining("without `direct`") as string,
    });
    expect(await guarded.at("dev~0")).toBe(await guarded.at("test~1"));
  });

  test("the remote that moved since the plan is told, and nothing is written", async () => {
    const { server, repository, repositories, elsewhere, git } = await serveStates((told) =>
      byHand(told, "later", { "x.txt": "x\n" }),
    );
    const plan = await bumpPins({ repositories, identity }).plan({ repository, pins: WISHED });
    await git("update-ref", "refs/heads/dev", "refs/heads/later");
    const other = bumpPins({ repositories: await elsewhere(), identity });
    await expect(other.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect(writesOf(server)).toEqual([]);
  });

  test("a lease lost between plan and push leaves the other's branch alone", async () => {
    const { repository, repositories, git, at } = await serveStates((told) =>
      byHand(told, "other", { "x.txt": "x\n" }),
    );
    const bump = bumpPins({ repositories, identity });
    const plan = await bump.plan({ repository, pins: WISHED });
    await git("update-ref", REVIEW, "refs/heads/other");
    await expect(bump.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect(await at(REVIEW)).toBe(await at("other"));
    expect(codes((await bump.plan({ repository, pins: WISHED })).problems)).toEqual(["ERR_REVIEW_BRANCH_TAKEN"]);
  });

  test("a push whose answer got lost is found done, and a run that died goes on", async () => {
    const { server, repository, repositories, elsewhere, at } = await serveStates();
    const bump = bumpPins({ repositories, identity });
    const plan = await bump.plan({ repository, pins: WISHED });
    server.setFaults([{ match: /POST .*git-receive-pack/, kind: "drop", times: Infinity }]);
    await expect(bump.apply(plan)).rejects.toMatchObject({ code: "ERR_REMOTE_UNREACHABLE" });
    expect(await at(REVIEW)).toBeNull();
    server.setFaults([{ match: /POST .*git-receive-pack/, kind: "truncate" }]);
    await bump.apply(plan);
    server.setFaults([]);
    expect(await at(REVIEW)).toBe(plan.actions[0]?.oid);
    const next = bumpPins({ repositories: await elsewhere(), identity });
    expect(await next.plan({ repository, pins: WISHED })).toMatchObject({
      actions: [],
      facts: { standing: "awaiting" },
    });
  });

  test.each(["merge", "squash"] as const)("after a %s of the review branch nothing is left to do", async (method) => {
    const { repository, repositories, merge } = await serveStates();
    const bump = bumpPins({ repositories, identity });
    await bump.apply(await bump.plan({ repository, pins: WISHED }));
    await merge("bump-pins", "dev", method, true);
    const after = await bump.plan({ repository, pins: WISHED });
    expect(after).toMatchObject({ actions: [], problems: [], warnings: [], facts: { standing: "settled", pins: [] } });
  });

  test("without a git binary the commit is the same", async () => {
    const { repository, repositories, at } = await serveStates();
    const native = await bumpPins({ repositories, identity }).plan({ repository, pins: WISHED });
    const cacheDir = await mkdtemp(join(tmpdir(), "bump-isomorphic-"));
    onTestFinished(() => rm(cacheDir, { recursive: true, force: true }));
    const other = bumpPins({ repositories: isomorphicRepositories({ cacheDir }), identity });
    const { plan } = await converges(other, { repository, pins: WISHED });
    expect([plan.digest, await at(REVIEW)]).toEqual([native.digest, plan.actions[0]?.oid]);
  });

  test("another identity would make another commit: told as stale", async () => {
    const { repository, repositories, at } = await serveStates();
    const plan = await bumpPins({ repositories, identity }).plan({ repository, pins: WISHED });
    const other = bumpPins({ repositories, identity: { ...identity, email: "other@example.org" } });
    await expect(other.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect(await at(REVIEW)).toBeNull();
  });
});

describe("what people did meanwhile", () => {
  const bumped = { "tc2/two.sls": FILES["tc2/two.sls"].replace("0.4.0", "0.4.1") };
  const agent = [{ name: "tc2-agent", version: "0.4.1" }];

  test("a bump that somebody made by hand is a bump that is done", async () => {
    const { repository, repositories, git } = await serveStates((told) => byHand(told, "bumped", bumped));
    const bump = bumpPins({ repositories, identity });
    await git("update-ref", "refs/heads/dev", "refs/heads/bumped");
    expect(await bump.plan({ repository, pins: agent })).toMatchObject({ actions: [], problems: [], warnings: [] });
    const rest = await bump.plan({ repository, pins: WISHED });
    expect(factsOf(rest).pins).toHaveLength(3);
  });

  test("a review branch that somebody made by hand waits for its merge, even behind its branch", async () => {
    const { repository, repositories, git } = await serveStates((told) => {
      byHand(told, "bump-pins", bumped);
      byHand(told, "later", { "x.txt": "x\n" });
    });
    await git("update-ref", "refs/heads/dev", "refs/heads/later");
    const plan = await bumpPins({ repositories, identity }).plan({ repository, pins: agent });
    expect(plan).toMatchObject({ actions: [], problems: [], facts: { standing: "awaiting" } });
  });

  test("an older bump of the same pins is replaced, with a lease", async () => {
    const { repository, repositories, at } = await serveStates();
    const bump = bumpPins({ repositories, identity });
    await bump.apply(await bump.plan({ repository, pins: agent }));
    const old = await at(REVIEW);
    const { plan } = await converges(bump, { repository, pins: [{ name: "tc2-agent", version: "0.5.0" }] });
    expect(plan.actions[0]).toMatchObject({ expectedHead: old });
    expect(codes(plan.warnings)).toContain("review-branch-replaced");
    expect(await at(`${REVIEW}^`)).toBe(await at("dev"));
  });

  test("other bumps that wait there are not lost: name them too", async () => {
    const { repository, repositories, at } = await serveStates();
    const bump = bumpPins({ repositories, identity });
    await bump.apply(await bump.plan({ repository, pins: agent }));
    const audiobait = { name: "audiobait", version: "3.1.0" };
    const alone = await bump.plan({ repository, pins: [audiobait] });
    expect(alone.problems).toMatchObject([{ code: "ERR_REVIEW_BRANCH_TAKEN" }]);
    expect(alone.problems[0]?.message).toContain("tc2-agent (tc2): 0.4.0 → 0.4.1");
    await converges(bump, { repository, pins: [audiobait, ...agent] });
    expect(await at(`${REVIEW}^`)).toBe(await at("dev"));
  });

  test("work on the review branch is left alone; when it holds the pins it waits as it is", async () => {
    const { repository, repositories } = await serveStates((told) => {
      byHand(told, "bump-pins", { ...bumped, "pi/cron.sls": "at: 3\n" });
    });
    const bump = bumpPins({ repositories, identity });
    const same = await bump.plan({ repository, pins: agent });
    expect([same.actions, same.problems, codes(same.warnings)]).toEqual([
      [],
      [],
      ["pin-remark", "pin-tag-not-checked", "pin-artifact-not-checked", "review-branch-holds-more"],
    ]);
    const more = await bump.plan({ repository, pins: WISHED });
    expect(more.problems).toMatchObject([{ code: "ERR_REVIEW_BRANCH_TAKEN" }]);
    expect(more.problems[0]?.message).toContain("By hand: bump-pins");
  });
});

describe("what is refused, and what is told", () => {
  test.each([
    [{ name: "audiobiat", version: "3.1.0" }, "ERR_PIN_MISSING", "Did you mean audiobait?"],
    [{ name: "late", version: "1.1.0" }, "ERR_PIN_MISSING", undefined],
    [{ name: "modemd", version: "1.6.0" }, "ERR_PIN_AMBIGUOUS", undefined],
    [{ name: "audiobait", version: "v3.1.0" }, "ERR_PIN_VERSION_INVALID", undefined],
    [{ name: "old", version: "1.10" }, "ERR_PIN_UNQUOTED", undefined],
  ])("%o: %s", async (pin, code, hint) => {
    const { repository, repositories } = await serveStates();
    const plan = await bumpPins({ repositories, identity }).plan({ repository, pins: [pin] });
    expect([plan.actions, codes(plan.problems)]).toEqual([[], [code]]);
    if (hint !== undefined) expect(plan.problems[0]?.hint).toBe(hint);
  });

  test("a missing branch is a problem with near names", async () => {
    const { repository, repositories } = await serveStates();
    const plan = await bumpPins({ repositories, identity }).plan({ repository, branch: "dve", pins: WISHED });
    expect(plan.problems).toMatchObject([{ code: "ERR_BRANCH_MISSING", hint: "Did you mean dev?" }]);
  });

  test("a downgrade, a jump, an odd old pin and a family left behind are told", async () => {
    const { repository, repositories } = await serveStates((told) =>
      told.commit("dev", { files: { "tc2/audiobait.sls": state("audiobait", '"3.5.0"') } }),
    );
    const plan = await bumpPins({ repositories, identity }).plan({
      repository,
      pins: [
        { name: "audiobait", family: "pi", version: "3.2.0" },
        { name: "modemd", family: "tc2", version: "1.10.1-tc2" },
        { name: "tc2-agent", version: "1.4.1" },
        { name: "old", version: "1.9.1" },
      ],
    });
    expect(plan.problems).toEqual([]);
    const refused = await bumpPins({ repositories, identity }).plan({
      repository,
      pins: [
        { name: "nobody", version: "1.0.0" },
        { name: "tc2-agent", version: "1.4.1" },
      ],
    });
    expect([codes(refused.problems), codes(refused.warnings)[0]]).toEqual([["ERR_PIN_MISSING"], "pin-jump"]);
    const told = Object.fromEntries(plan.warnings.map(({ code, message, hint }) => [code, `${message} ${hint}`]));
    expect(told["pin-downgrade"]).toContain("modemd (tc2) goes back from 1.11.0-tc2 to 1.10.1-tc2");
    expect(told["pin-jump"]).toContain("Is 0.4.1 meant?");
    expect(told["pin-misread"]).toContain("1.9 stands without quotes in pi/old.sls:4");
    expect(told["pin-behind-family"]).toContain("audiobait (pi) gets 3.2.0, while tc2 has 3.5.0");
  });

  test.each([
    [{ pins: [] }, "pins"],
    [{ pins: WISHED, branch: "bump-pins" }, "review"],
    [{ pins: WISHED, review: "dev", branch: "dev" }, "review"],
    [{ pins: [...WISHED, { name: "audiobait", version: "3.2.0" }] }, "pins"],
    [{ pins: WISHED, rules: [{ files: "*", format: "pattern", pattern: "(", name: "a" }] }, "rules.0.pattern"],
    [{ pins: WISHED, rules: [{ files: "*", format: "pattern", pattern: "(?<version>.)" }] }, "rules.0.name"],
  ])("%o is refused at %s", async (given, path) => {
    const bump = bumpPins({ repositories: { open: () => Promise.reject(new Error("not reached")) }, identity });
    const failure = bump.plan({ repository: "https://example.org/saltops.git", ...given } as never);
    await expect(failure).rejects.toMatchObject({ code: "ERR_INPUT_INVALID", details: { issues: [{ path }] } });
  });
});
