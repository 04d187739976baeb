import type { History } from "@signalbox/testbed";
import { bothChanged, MAKE } from "../back-merge/lock-scene.js";
import { conflictLater, RULES, withFix } from "../back-merge/release-lines.js";
import { states, WISHED } from "../bump-pins/states.js";
import { developmentVersion, released as releasedLine, snapshot } from "../cut-branch/scenes.js";
import { names, pins, references, saltops } from "../describe-range/saltops.js";
import { forkOf } from "../promote-branch/fork.js";
import { type ServedRepository, squashed, twoChanges } from "../served-repository.js";
import { released } from "../tag-release/released.js";
import { kindsOn } from "./both-engines.js";

export interface Scene {
  readonly kind: string;
  readonly name: string;
  readonly tell: (told: History) => void;
  readonly mainline?: string;
  readonly input: object;
  /** What happens after the history was told; gives what it adds to the input. */
  readonly before?: (served: ServedRepository) => Promise<object>;
}

const main = { mainline: "main" };
const lines = { from: "16.7", into: ["16.8"], rules: RULES };
const lockFiles = [{ files: ["lock.json"], command: MAKE, when: ["package.json"] }];

/** Plans and applies on native git, with another input than the scene's. */
export const already = (kind: string, input: object, then?: (served: ServedRepository) => Promise<unknown>) => {
  return async (served: ServedRepository): Promise<object> => {
    const operation = (await kindsOn("native", served)).operations[kind];
    await operation?.apply(await operation.plan({ repository: served.repository, ...input }));
    await then?.(served);
    return {};
  };
};

const CUT: readonly Scene[] = [
  { kind: "cut-branch", name: "a minor from the line before", tell: releasedLine, ...main, input: { branch: "16.2" } },
  {
    kind: "cut-branch",
    name: "a major, and the mainline's next version",
    tell: snapshot,
    ...main,
    input: { branch: "16.0", developmentVersion },
  },
  {
    kind: "cut-branch",
    name: "from a base that lacks the fixes of the line before",
    tell: (told) => {
      releasedLine(told);
      const picked = told.commit("16.1", { subject: "Picked", files: { "picked.txt": "1\n" } });
      told.cherryPick(picked, "main");
      told.commit("16.1", { subject: "#1703 | Dates", files: { "dates.txt": "fixed\n" } });
    },
    ...main,
    input: { branch: "16.2", from: "mainline" },
  },
];

const TAG: readonly Scene[] = [
  { kind: "tag-release", name: "annotated", tell: released, ...main, input: {} },
  {
    kind: "tag-release",
    name: "without an object",
    tell: released,
    ...main,
    input: { version: "next-minor", annotated: false },
  },
  {
    kind: "tag-release",
    name: "signed, with a message of more than ASCII",
    tell: released,
    ...main,
    input: { version: "2.0.0", sign: true, message: "Größe und tāne\n\nmany lines" },
  },
];

const PROMOTE: readonly Scene[] = [
  {
    kind: "promote-branch",
    name: "for review, with pins and references",
    tell: saltops(["pi/modemd", "pi/rtc"]),
    mainline: "master",
    input: { ...names, pins, references },
  },
  {
    kind: "promote-branch",
    name: "straight, with files that both sides changed",
    tell: (told) => {
      twoChanges(told);
      const text = (first: string, last: string): string => `${first}\n2\n3\n4\n5\n6\n7\n${last}\n`;
      told.commit("dev", { files: { "both.txt": text("1", "8"), "moved.sls": text("a", "b") } });
      for (const branch of ["test", "prod"]) told.merge(branch, "dev");
      told.commit("test", {
        files: { "both.txt": text("one", "8"), "tool.sh": { content: "#!/bin/sh\n", mode: "100755" } },
      });
      told.commit("prod", { files: { "both.txt": text("1", "eight"), "only/prod.sls": "a: 1\n" } });
    },
    input: { ...names, review: "review/prod" },
  },
  {
    kind: "promote-branch",
    name: "settling a squash",
    tell: squashed,
    input: { from: "prod", to: "test", settle: true },
  },
  {
    kind: "promote-branch",
    name: "to a fork",
    tell: twoChanges,
    input: names,
    before: async (served) => ({ reviewRepository: (await forkOf(served)).location }),
  },
  {
    kind: "promote-branch",
    name: "in place of an older promotion",
    tell: (told) => {
      twoChanges(told);
      told.branch("ahead", "test");
      told.commit("ahead", { subject: "And more", files: { "more.sls": "1\n" } });
    },
    input: names,
    before: already("promote-branch", names, ({ git }) => git("update-ref", "refs/heads/test", "refs/heads/ahead")),
  },
];

const BACK_MERGE: readonly Scene[] = [
  { kind: "back-merge", name: "along the chain", tell: withFix, ...main, input: { from: "16.7" } },
  { kind: "back-merge", name: "for review", tell: withFix, ...main, input: { from: "16.7", review: true } },
  {
    kind: "back-merge",
    name: "version lines by rule and a lock file by its command",
    tell: bothChanged,
    ...main,
    input: { ...lines, lockFiles },
  },
  {
    kind: "back-merge",
    name: "a branch prepared for a person",
    tell: conflictLater,
    ...main,
    input: { from: "16.7", onConflict: "prepare" },
  },
];

const BUMP: readonly Scene[] = [
  { kind: "bump-pins", name: "the week, for review", tell: states, input: { pins: WISHED } },
  {
    kind: "bump-pins",
    name: "a manifest with its lock file, straight",
    tell: bothChanged,
    ...main,
    input: {
      branch: "16.8",
      pins: [{ name: "models", version: "1.3.0" }],
      rules: [{ files: "package.json", format: "package-json" }],
      lockFiles,
      direct: true,
    },
  },
  {
    kind: "bump-pins",
    name: "in place of an older bump",
    tell: states,
    input: { pins: [{ name: "tc2-agent", version: "0.5.0" }] },
    before: already("bump-pins", { pins: [{ name: "tc2-agent", version: "0.4.1" }] }),
  },
];

export const SCENES = [...CUT, ...TAG, ...PROMOTE, ...BACK_MERGE, ...BUMP];

/** What no engine may do, each with the same problem and the same words. */
export const REFUSED: readonly Scene[] = [
  {
    kind: "cut-branch",
    name: "a tag has the name",
    tell: (told) => {
      releasedLine(told);
      told.tag("17.0", "main");
    },
    ...main,
    input: { branch: "17.0" },
  },
  { kind: "tag-release", name: "a lower version", tell: released, ...main, input: { version: "1.1.9" } },
  {
    kind: "promote-branch",
    name: "a conflict",
    tell: (told) => {
      twoChanges(told);
      told.commit("prod", { subject: "Hot fix", files: { "pi/modemd/init.sls": 'version: "1.0.1"\n' } });
    },
    input: names,
  },
  {
    kind: "back-merge",
    name: "a conflict",
    tell: conflictLater,
    ...main,
    input: { from: "16.7", into: ["17.0"] },
  },
  {
    kind: "bump-pins",
    name: "a pin that is not there",
    tell: states,
    input: { pins: [{ name: "audiobiat", version: "3.1.0" }] },
  },
];
