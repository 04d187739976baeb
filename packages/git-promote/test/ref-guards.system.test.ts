import { planDigest, type Action, type Operation, type Plan } from "@signalbox/release-core";
import { type History, writesOf } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { backMerge, bumpPins, cutBranch, promoteBranch, tagRelease } from "../src/index.js";
import { identity, serveRepository } from "./served-repository.js";

/** Every operation has something to do here; `prod` is what a forged plan would like to move. */
function everything(told: History): void {
  told.commit("main", {
    daysAgo: 30,
    files: {
      VERSION: "version=16.0.0\n",
      "pi/modemd.sls": 'modemd:\n  pkg.installed:\n    - name: modemd\n    - version: "1.0.0"\n',
    },
  });
  told.branch("prod", "main");
  told.branch("16.0", "main");
  told.commit("main", { daysAgo: 20, files: { "new.txt": "1\n" } });
  told.branch("16.1", "main");
  told.commit("16.0", { daysAgo: 10, files: { "fix.txt": "1\n" } });
}

type AnyOperation = Operation<any, any, any>;
type Forge = (action: Action & { readonly [field: string]: unknown }) => Partial<Action> & { [field: string]: unknown };

const toProd: Forge = () => ({ ref: "refs/heads/prod" });
const ofProd =
  (field: string): Forge =>
  () => ({ ref: "refs/heads/prod", [field]: { ref: "refs/heads/prod", commit: "0".repeat(40) } });
const developmentVersion = { file: "VERSION", pattern: "version=(?<version>.+)", next: "next-major" };
const pins = [{ name: "modemd", version: "1.1.0" }];

describe("a plan that somebody rewrote, with a digest that fits", () => {
  test.each<[string, (ports: Parameters<typeof promoteBranch>[0]) => AnyOperation, object, Forge]>([
    ["promoteBranch", promoteBranch, { from: "main", to: "16.0" }, toProd],
    ["cutBranch", cutBranch, { branch: "17.0" }, toProd],
    ["cutBranch, the version", cutBranch, { branch: "16.1", developmentVersion }, ofProd("mainline")],
    ["tagRelease, a branch", tagRelease, { version: "16.1.0" }, toProd],
    ["tagRelease, another version", tagRelease, { version: "16.1.0" }, () => ({ ref: "refs/tags/v16.2.0" })],
    ["tagRelease, another pattern", tagRelease, { branch: "16.0" }, () => ({ ref: "refs/tags/web-16.0.1" })],
    ["backMerge, named branches", backMerge, { from: "16.0", into: ["mainline"] }, ofProd("target")],
    ["backMerge, later branches", backMerge, { from: "16.0" }, ofProd("target")],
    [
      "backMerge, another source",
      backMerge,
      { from: "16.0" },
      () => ({ source: { ref: "refs/heads/prod", commit: "" } }),
    ],
    ["bumpPins, for review", bumpPins, { pins }, toProd],
    ["bumpPins, direct", bumpPins, { pins, direct: true }, ofProd("branch")],
  ])("is refused by %s, and nothing is pushed", async (_, operation, input, forge) => {
    const { server, repository, repositories } = await serveRepository(everything, { defaultBranch: "main" });
    const made = operation({ repositories, identity });
    const plan: Plan = await made.plan({ repository, ...input });
    expect([plan.problems, plan.actions.length > 0]).toEqual([[], true]);
    const forged = { ...plan, actions: plan.actions.map((action) => ({ ...action, ...forge({ ...action }) })) };
    const planned = { ...forged, digest: planDigest(forged) };
    await expect(made.apply(planned)).rejects.toMatchObject({ code: "ERR_REF_NOT_ALLOWED" });
    expect(writesOf(server)).toEqual([]);
  });
});

describe("a review branch that is the mainline", () => {
  test.each<[string, (ports: Parameters<typeof promoteBranch>[0]) => AnyOperation, object]>([
    ["promoteBranch", promoteBranch, { from: "16.0", to: null, review: "main" }],
    ["bumpPins", bumpPins, { pins, review: "main" }],
    ["cutBranch", cutBranch, { branch: "17.0", developmentVersion: { ...developmentVersion, review: "main" } }],
    [
      "cutBranch, the new branch",
      cutBranch,
      { branch: "17.0", developmentVersion: { ...developmentVersion, review: "17.0" } },
    ],
  ])("is a problem of %s: what is pushed for review is never what is reviewed", async (_, operation, input) => {
    const { repository, repositories } = await serveRepository(everything, { defaultBranch: "main" });
    const plan: Plan = await operation({ repositories, identity }).plan({ repository, ...input });
    expect(plan).toMatchObject({ actions: [], problems: [{ code: "ERR_REVIEW_BRANCH_TAKEN" }] });
  });
});
