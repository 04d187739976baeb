import type { Problem, Warning } from "@signalbox/release-core";
import { engineProblem } from "../engine-limit.js";
import { branchMissingProblem, mainlineMissingProblem } from "../errors.js";
import { shortName } from "../resolve-branch.js";
import type { OpenConflict } from "../settle-conflicts/settle-conflicts.js";
import { shortList } from "../short-list.js";
import type { BackMergeFacts, Link } from "./facts.js";
import type { BackMergeInput } from "./input.js";
import { reviewBranchOf } from "./input.js";

const MOST_FILES = 10;

/** Why the chain cannot be merged to its end. Pure. */
export function backMergeProblems(input: BackMergeInput, facts: BackMergeFacts): readonly Problem[] {
  const { repository, missing, isLineUnknown, links } = facts;
  const names = missing.map((each) =>
    each.branch === null
      ? mainlineMissingProblem(repository)
      : branchMissingProblem(each.branch, repository, each.near),
  );
  return [
    ...names,
    ...(isLineUnknown ? [lineUnknown(input.from)] : []),
    ...links.flatMap((link) => stopOf(link, input, repository) ?? []),
  ];
}

function stopOf(link: Link, { onConflict }: BackMergeInput, repository: string): Problem | null {
  if (link.standing === "undecided") return undecided(link, repository);
  if (link.standing === "taken") return taken(link, repository);
  return link.standing === "conflict" && onConflict === "refuse" ? conflict(link, repository) : null;
}

/** What a person should know of a chain that can go on. Pure. */
export function backMergeWarnings(
  { onConflict, from }: BackMergeInput,
  { repository, links, isSkipped }: BackMergeFacts,
): readonly Warning[] {
  if (isSkipped) return [skipped(from)];
  return links.flatMap((link) => {
    if (link.standing === "conflict" && onConflict === "prepare") {
      return [{ ...conflict(link, repository), code: "merge-conflict-left" }];
    }
    return [settledByRule(link), settledByHand(link)].filter((warning) => warning !== null);
  });
}

/** Without the repository, which the plan's target names: over many repositories it is told once. */
const skipped = (from: string): Warning => ({
  code: "release-branch-missing",
  message: `There is no branch ${from}, so nothing is merged.`,
  hint: "Right where the release left this repository out; else check the name.",
});

/** The first file's own reason, and the names of the rest. */
const filesOf = (open: readonly OpenConflict[]): string =>
  shortList(
    open.map(({ path, kind, why }) => `${path} (${kind}: ${why})`),
    MOST_FILES,
  );

function conflict({ from, target, source, open, review }: Link, repository: string): Problem {
  const branch = reviewBranchOf(from, target.branch);
  const tail = open.flatMap(({ output }) => (output === undefined ? [] : [output]));
  const words = tail.length === 0 ? "" : `\n${[...new Set(tail)].join("\n")}`;
  return {
    code: "ERR_MERGE_CONFLICT",
    message: `${repository}: merging ${from} into ${target.branch} needs a person in ${filesOf(open)}.${words}`,
    hint: hintOf({ branch, start: shortName(source.ref), target: target.branch }, review),
  };
}

/** The way of a person: on a branch of its own that begins at the earlier side, never on the release branch itself. */
function hintOf(
  { branch, start, target }: { readonly branch: string; readonly start: string; readonly target: string },
  review: Link["review"],
): string {
  const end = "then run this again: it takes that merge and goes on.";
  if (review !== null && review.marked.length > 0) {
    return `Settle ${shortList(review.marked)} on ${branch}, where conflict markers were committed, ${end}`;
  }
  const isThere = review !== null && review.head !== null;
  const begin = isThere ? `git switch ${branch}` : `git switch --no-track -c ${branch} origin/${start}`;
  return `git fetch && ${begin} && git merge origin/${target}; settle, commit and git push origin ${branch}; ${end}`;
}

const taken = ({ from, target, review }: Link, repository: string): Problem => ({
  code: "ERR_REVIEW_BRANCH_TAKEN",
  message: `${repository}: ${reviewBranchOf(from, target.branch)} has work of its own: ${shortList((review?.own ?? []).map(({ commit, subject }) => `${commit.slice(0, 10)} ${subject}`))}.`,
  hint: "Merge or remove that branch. Nothing of it is overwritten.",
});

const undecided = ({ from, target, limit }: Link, repository: string): Problem =>
  engineProblem(
    `${repository}: this git engine cannot merge ${from} into ${target.branch}: ${limit ?? "no reason given"}`,
  );

const lineUnknown = (from: string): Problem => ({
  code: "ERR_RELEASE_LINE_UNKNOWN",
  message: `${from} has no numbers in its name, so which branches are later is not known.`,
  hint: "Name them with `into`, in the order in which they get it.",
});

function settledByRule({ from, target, merge }: Link): Warning | null {
  if (merge === null || merge.settled.length === 0) return null;
  const files = merge.settled.map(({ path, by, lines }) =>
    by === "lock-file" ? `${path} (made again)` : `${path} (${lines.map(({ taken: version }) => version).join(", ")})`,
  );
  return {
    code: "conflict-settled-by-rule",
    message: `Merging ${from} into ${target.branch} conflicts, and is settled by rule: ${shortList(files, MOST_FILES)}.`,
    hint: "Of two versions the higher one stays; look whether a new one has to be released for the merge.",
  };
}

function settledByHand({ from, target, review, standing }: Link): Warning | null {
  if (review === null || review.own.length === 0 || (standing !== "settled" && standing !== "awaiting")) return null;
  const commits = review.own.map(({ commit, subject, author }) => `${commit.slice(0, 10)} ${subject} (${author.name})`);
  return {
    code: "conflict-settled-by-hand",
    message: `${shortName(review.ref)} holds the merge of ${from} into ${target.branch} as somebody made it: ${shortList(commits)}.`,
    hint: "It is taken as it is; look at it before.",
  };
}
