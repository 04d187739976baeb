import type { Draft, Problem } from "@signalbox/release-core";
import { branchMissingProblem, mainlineMissingProblem } from "../errors.js";
import { misreadingOf } from "../pins/index.js";
import { shortName } from "../resolve-branch.js";
import { shortList } from "../short-list.js";
import type { PushPins } from "./action.js";
import { lineOf } from "./bump-message.js";
import type { BumpFacts, BumpStanding, ExaminedBump } from "./facts.js";
import { type BumpInput, reviewBranchOf } from "./input.js";
import { bumpProblems } from "./problems.js";
import { bumpWarnings } from "./warnings.js";

/** Facts → the commit to push, or why not. Pure. */
export function plan(input: BumpInput, { repository, wanted, near, seen }: BumpFacts): Draft<PushPins> {
  const target = `${repository}: ${wanted ?? "(no mainline)"}`;
  if (seen === null) {
    const missing =
      wanted === null ? mainlineMissingProblem(repository) : branchMissingProblem(wanted, repository, near);
    return { target, actions: [], problems: [missing], facts: NOTHING_SEEN };
  }
  const standing = standingOf(input, seen);
  const pushesReview = input.direct !== true;
  const problems = [...reviewNameProblems(input, seen), ...bumpProblems(seen, standing, pushesReview)];
  return {
    target,
    actions: problems.length === 0 && standing === "open" ? [pushOf(input, repository, seen)].flat() : [],
    problems,
    warnings: bumpWarnings(seen, standing, pushesReview),
    facts: shown(seen, standing),
  };
}

/** Which branch is the mainline is only known now; else the input is refused. */
function reviewNameProblems(input: BumpInput, { branch }: ExaminedBump): readonly Problem[] {
  const review = reviewBranchOf(input);
  if (input.direct === true || review !== shortName(branch.ref)) return [];
  const message = `The review branch ${review} is the branch that is bumped.`;
  return [{ code: "ERR_REVIEW_BRANCH_TAKEN", message, hint: "Name another review branch, or push `direct`." }];
}

const NOTHING_SEEN = { standing: "open", pins: [], settled: [], checks: [], misread: [], lockFiles: [], review: null };

function standingOf({ direct }: BumpInput, { drafted: { chosen }, review }: ExaminedBump): BumpStanding {
  if (chosen.edits.length === 0 && chosen.problems.length === 0) return "settled";
  return direct !== true && review.holdsAll && chosen.problems.length === 0 ? "awaiting" : "open";
}

function pushOf(input: BumpInput, repository: string, { branch, drafted, review }: ExaminedBump): readonly PushPins[] {
  const { planned, changes: pins } = drafted;
  if (planned === null) return [];
  const { oid, tree, message, at, lockFiles } = planned;
  const name = input.direct === true ? shortName(branch.ref) : reviewBranchOf(input);
  const summary = `Push ${pins.length === 1 ? "a bump" : `${pins.length} bumps`} to ${name}: ${shortList(pins.map(lineOf), 3)}`;
  const expectedHead = input.direct === true ? branch.commit : review.head;
  const ref = `refs/heads/${name}`;
  return [
    { type: "push-pins", summary, repository, ref, oid, expectedHead, branch, tree, pins, lockFiles, message, at },
  ];
}

function shown({ branch, drafted, checks, review }: ExaminedBump, standing: BumpStanding): unknown {
  const { chosen, planned, changes: pins } = drafted;
  return {
    branch,
    standing,
    pins,
    settled: chosen.settled.map(({ pin: { name, family, version, file } }) => ({ name, family, version, file })),
    checks: checks.map(({ name, family, version, tag, tagName, artifact }) => ({
      name,
      family,
      version,
      tag,
      tagName,
      artifact,
    })),
    misread: drafted.pins.flatMap((pin) => {
      const readAs = misreadingOf(pin);
      return readAs === null ? [] : [{ name: pin.name, family: pin.family, file: pin.file, line: pin.line, readAs }];
    }),
    lockFiles: planned?.lockFiles ?? [],
    review: { ref: review.ref, head: review.head },
  };
}
