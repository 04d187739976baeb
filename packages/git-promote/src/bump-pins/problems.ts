import type { Problem } from "@signalbox/release-core";
import { engineProblem } from "../engine-limit.js";
import type { LockFileFailure } from "../lock-files/regenerate-lock-files.js";
import { compareVersionTexts, looseVersion } from "../pins/index.js";
import { shortName } from "../resolve-branch.js";
import { shortList } from "../short-list.js";
import { lineOf } from "./bump-message.js";
import type { PinCheck } from "./check-pins.js";
import type { BumpStanding, ExaminedBump } from "./facts.js";
import type { BumpReview } from "./inspect-review.js";

/** Why a bump cannot be done. Pure. */
export function bumpProblems(
  { drafted, checks, review }: ExaminedBump,
  standing: BumpStanding,
  pushesReview: boolean,
): readonly Problem[] {
  const wrong = [...drafted.chosen.problems, ...checks.flatMap(existenceProblems)];
  if (standing !== "open") return wrong;
  return [...wrong, ...drafted.lockFailures.map(lockFileProblem), ...(pushesReview ? reviewProblems(review) : [])];
}

function existenceProblems({ name, version, tag, artifact, tagName, alike, released }: PinCheck): readonly Problem[] {
  const problems: Problem[] = [];
  if (tag === "missing") {
    const newest = newestOf(released ?? [], version);
    const hint =
      alike.length > 0
        ? `There is a tag ${shortList(alike)}, but a pin of ${version} asks for ${tagName ?? "another one"}.`
        : newest.length > 0
          ? `Check the number, or release it first. The newest tags are for ${shortList(newest)}.`
          : "Check the number, or release it first.";
    const message = `${name} ${version} was never released: there is no tag${tagName === null ? "" : ` ${tagName}`}.`;
    problems.push({ code: "ERR_PIN_TAG_MISSING", message, hint });
  }
  if (artifact === "missing") {
    problems.push({
      code: "ERR_PIN_ARTIFACT_MISSING",
      message: `${name} ${version} is not built: hosts would find nothing to install.`,
      hint: "Wait for the build of the release, or look why it failed.",
    });
  }
  return problems;
}

/** Those of the same ending (`-tc2`) where there are any, highest first. */
function newestOf(released: readonly string[], version: string): readonly string[] {
  const endingOf = (text: string): string => looseVersion(text)?.prerelease[0] ?? "";
  const same = released.filter((text) => endingOf(text) === endingOf(version));
  return [...(same.length > 0 ? same : released)].sort((a, b) => compareVersionTexts(b, a)).slice(0, 3);
}

const lockFileProblem = ({ paths, message, output }: LockFileFailure): Problem => ({
  code: "ERR_LOCK_FILE_FAILED",
  message: `${shortList(paths)} cannot be made to fit: ${message}`,
  hint: output === "" ? "Run the command by hand to see why." : `It said: ${output.trim().slice(-400)}`,
});

function reviewProblems({ ref, own, others, limit }: BumpReview): readonly Problem[] {
  const branch = shortName(ref);
  if (own.length > 0) {
    const commits = shortList(own.map(({ commit, subject }) => `${commit.slice(0, 10)} ${subject}`));
    const hint = `Merge or remove ${branch}, or name another review branch. Nothing of it is overwritten.`;
    return [{ code: "ERR_REVIEW_BRANCH_TAKEN", message: `${branch} has work of its own: ${commits}.`, hint }];
  }
  // It may hold the wished pins and wait for its merge, so it is not replaced.
  if (limit !== null) return [engineProblem(`This git engine cannot say what merging ${branch} gives: ${limit}`)];
  if (others.length === 0) return [];
  return [
    {
      code: "ERR_REVIEW_BRANCH_TAKEN",
      message: `${branch} waits with other bumps: ${shortList(others.map(lineOf))}.`,
      hint: `Name these pins too, so that one commit has them all, or merge ${branch} first.`,
    },
  ];
}
