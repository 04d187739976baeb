import { mkdtemp } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isomorphicRepositories } from "@signalbox/git";
import { type History, writesOf } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { gitPromoteKinds } from "../../src/index.js";
import { file, releaseLines } from "../back-merge/release-lines.js";
import { byHand, FILES, states } from "../bump-pins/states.js";
import { released } from "../cut-branch/scenes.js";
import { names, saltops } from "../describe-range/saltops.js";
import { identity, type ServedRepository, serveRepository, twoChanges } from "../served-repository.js";
import { kindsOn } from "./both-engines.js";

const HINT = "Install git 2.38 or newer; the native engine answers this.";
const served = (tell: (told: History) => void, mainline: string): Promise<ServedRepository> =>
  serveRepository(tell, { defaultBranch: mainline, protected: [] });
const refsOf = ({ git }: ServedRepository): Promise<string> => git("for-each-ref");

const LINES = ["one", "two", "three", "four", "five", "six", ""];
const lines = (change: (line: string) => string): string => LINES.map(change).join("\n");

/** Two branches that were merged into each other, and went on. */
function crossed(told: History, one: string, other: string): void {
  told.commit(one, { subject: "Own", ...file(`${one}.js`, "1\n") });
  told.commit(other, { subject: "Own too", ...file(`${other}.js`, "1\n") });
  const [left, right] = [told.tip(one), told.tip(other)];
  told.merge(one, right);
  told.merge(other, left);
  told.commit(one, {
    subject: "After the crossing",
    ...file(
      "app.js",
      lines((line) => line.replace("one", "ONE")),
    ),
  });
  told.commit(other, {
    subject: "At the other end",
    ...file(
      "app.js",
      lines((line) => line.replace("six", "SIX")),
    ),
  });
}

const crossedLines = (told: History): void => {
  releaseLines(told);
  crossed(told, "16.7", "16.8");
};

/** 16.8 has all of 16.7 by cherry-picks, but for what the merge on 16.7 says of its own, which nobody can judge alone. */
function crossedAndPicked(told: History): void {
  releaseLines(told);
  told.branch("side", "16.7");
  const own = told.commit("16.7", { subject: "Own", ...file("a.js", "1\n") });
  const theirs = told.commit("side", { subject: "Theirs", ...file("b.js", "1\n") });
  told.merge("16.7", theirs);
  told.merge("side", own);
  told.merge("16.7", "side", { subject: "Merge side again", files: { "slipped.js": "in\n" } });
  for (const commit of [own, theirs]) told.cherryPick(commit, "16.8");
}

const AGENT = { pins: [{ name: "tc2-agent", version: "0.4.1" }] };

/** A bump that somebody made by hand and that waits, while dev moved the file: git merges it well. */
function bumpOfMoved(told: History): void {
  states(told);
  const text = FILES["tc2/two.sls"];
  byHand(told, "bump-pins", { "tc2/two.sls": text.replace("0.4.0", "0.4.1") });
  told.commit("dev", { files: { "tc2/two.sls": null, "tc2/agent.sls": text } });
}

interface Limit {
  readonly kind: string;
  readonly name: string;
  readonly tell: (told: History) => void;
  readonly mainline?: string;
  readonly input: object;
  readonly words: RegExp;
  /** What native git plans needs no such answer any more, so that it is carried out. */
  readonly isPlanEnough?: boolean;
}

const LIMITS: readonly Limit[] = [
  {
    kind: "promote-branch",
    name: "branches that were merged into each other",
    tell: crossedLines,
    input: { from: "16.7", to: "16.8" },
    words: /2 merge bases/,
  },
  {
    kind: "back-merge",
    name: "lines that were merged into each other",
    tell: crossedLines,
    input: { from: "16.7", into: ["16.8", "17.0"] },
    words: /2 merge bases/,
  },
  {
    kind: "back-merge",
    name: "a merge that may say something of its own",
    tell: crossedAndPicked,
    input: { from: "16.7", into: ["16.8"] },
    words: /2 merge bases/,
    isPlanEnough: true,
  },
  {
    kind: "promote-branch",
    name: "a file that was moved",
    tell: (told) => {
      releaseLines(told);
      told.commit("16.7", { files: { "app.js": null, "moved.js": lines((line) => line) } });
      told.commit(
        "16.8",
        file(
          "app.js",
          lines((line) => line.replace("two", "TWO")),
        ),
      );
    },
    input: { from: "16.7", to: "16.8" },
    words: /rename detection/,
  },
  {
    kind: "back-merge",
    name: "neighbouring lines",
    tell: (told) => {
      releaseLines(told);
      told.commit(
        "16.7",
        file(
          "app.js",
          lines((line) => line.replace("two", "TWO")),
        ),
      );
      told.commit(
        "16.8",
        file(
          "app.js",
          lines((line) => line.replace("three", "THREE")),
        ),
      );
    },
    input: { from: "16.7", into: ["16.8"], onConflict: "prepare" },
    words: /neighbouring lines/,
    isPlanEnough: true,
  },
  {
    kind: "bump-pins",
    name: "a review branch whose file was moved",
    tell: bumpOfMoved,
    mainline: "dev",
    input: AGENT,
    words: /what merging bump-pins gives: .*rename detection/,
  },
];

describe("what isomorphic-git cannot answer is a problem, and nothing is written", () => {
  test.each(LIMITS)("$kind: $name", async ({ kind, tell, mainline = "main", input, words, isPlanEnough }) => {
    const scene = await served(tell, mainline);
    const before = await refsOf(scene);
    const given = { repository: scene.repository, ...input };
    const operation = (await kindsOn("isomorphic", scene)).operations[kind] ?? expect.fail(`no ${kind}`);
    const plan = await operation.plan(given);
    expect(plan).toMatchObject({ actions: [], problems: [{ code: "ERR_ENGINE_LIMIT", hint: HINT }] });
    expect(plan.problems[0]?.message).toMatch(words);
    await expect(operation.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_HAS_PROBLEMS" });
    expect([await refsOf(scene), writesOf(scene.server)]).toEqual([before, []]);

    const native = await (await kindsOn("native", scene)).operations[kind]?.plan(given);
    expect(native?.problems.filter(({ code }) => code === "ERR_ENGINE_LIMIT")).toEqual([]);
    if (native === undefined || native.actions.length === 0 || native.problems.length > 0) return;
    const applying = operation.apply(native);
    if (isPlanEnough === true) {
      expect((await applying).applied).toMatchObject([{ outcome: "done", result: { oid: native.actions[0]?.oid } }]);
      return;
    }
    await expect(applying).rejects.toMatchObject({ code: "ERR_ENGINE_LIMIT", hint: HINT });
    expect([await refsOf(scene), writesOf(scene.server)]).toEqual([before, []]);
  });
});

describe("reads and gates say what they do not know", () => {
  test("a release line whose merge nobody can judge is not called contained", async () => {
    const scene = await served(crossedAndPicked, "main");
    const given = { repository: scene.repository, earlier: "16.7", later: "16.8" };
    const isomorphic = await kindsOn("isomorphic", scene);
    const limits = [expect.stringContaining("2 merge bases")];
    expect(await isomorphic.reads["verify-containment"]?.(given, {})).toMatchObject({
      isContained: false,
      missing: [],
      warnings: [{ code: "merges-undecided" }],
      engineLimits: limits,
    });
    expect(await isomorphic.gates["release-contained"]?.check(given)).toMatchObject({ status: "block", hint: HINT });
    const native = await kindsOn("native", scene);
    expect(await native.reads["verify-containment"]?.(given, {})).toMatchObject({ missing: [{ isMerge: true }] });
  });

  test("a comparison names its limit, and so does the gate that waits for the promotion", async () => {
    const scene = await served(crossedLines, "main");
    const given = { repository: scene.repository, from: "16.7", to: "16.8" };
    const { reads, gates } = await kindsOn("isomorphic", scene);
    const words = expect.stringContaining("2 merge bases") as string;
    expect(await reads["compare-branches"]?.(given, {})).toMatchObject({ mergeTree: null, engineLimits: [words] });
    const gone = await gates["promotion-merged"]?.check(given);
    expect(gone).toMatchObject({ status: "block", reason: words, hint: HINT });
    const promote = (await kindsOn("native", scene)).operations["promote-branch"];
    await promote?.apply(await promote.plan(given));
    expect(await gates["promotion-merged"]?.check(given)).toMatchObject({ status: "wait", reason: words });
  });
});

describe("what isomorphic-git cannot reach", () => {
  test("a remote whose HEAD names no branch is refused before anything is planned", async () => {
    const scene = await served(saltops([]), "gone");
    const { operations } = gitPromoteKinds({
      repositories: isomorphicRepositories({ cacheDir: await mkdtemp(join(dirname(scene.path), "cache-")) }),
      identity,
    });
    const failure = operations["promote-branch"]?.plan({ repository: scene.repository, ...names });
    await expect(failure).rejects.toMatchObject({ code: "ERR_ENGINE_LIMIT", hint: HINT });
  });

  test("a folder gets no push, because its hooks would not run", async () => {
    const scene = await served(released, "main");
    const before = await refsOf(scene);
    const { operations } = await kindsOn("isomorphic", scene);
    const cut = operations["cut-branch"] ?? expect.fail("no cut-branch");
    const plan = await cut.plan({ repository: scene.path, branch: "16.2" });
    await expect(cut.apply(plan)).rejects.toMatchObject({ code: "ERR_ENGINE_LIMIT", hint: HINT });
    expect(await refsOf(scene)).toBe(before);
  });

  test("a fork that speaks ssh is refused", async () => {
    const scene = await served(twoChanges, "dev");
    const { operations } = await kindsOn("isomorphic", scene);
    const given = { repository: scene.repository, ...names, reviewRepository: "git@127.0.0.1:fork.git" };
    await expect(operations["promote-branch"]?.plan(given)).rejects.toMatchObject({
      code: "ERR_ENGINE_LIMIT",
      hint: HINT,
    });
    expect(writesOf(scene.server)).toEqual([]);
  });
});
