import type { Commit } from "@signalbox/git";
import type { Draft } from "@signalbox/release-core";
import { type Change, changeOf } from "../compare-branches/comparison.js";
import { shortName } from "../resolve-branch.js";
import type { PushLink } from "./action.js";
import type { BackMergeFacts, Link } from "./facts.js";
import type { BackMergeInput } from "./input.js";
import { backMergeProblems, backMergeWarnings } from "./notes.js";

/** Facts → what to push, link by link, why not, and what to know. Pure. */
export function plan(input: BackMergeInput, facts: BackMergeFacts): Draft<PushLink> {
  const { repository, links, done } = facts;
  const into = links.map(({ target }) => target.branch).join(" → ");
  return {
    target: `${repository}: ${input.from} → ${into === "" ? "(nothing later)" : into}`,
    actions: links.flatMap((link) => actionOf(link, input, repository) ?? []),
    problems: backMergeProblems(input, facts),
    warnings: backMergeWarnings(input, facts),
    facts: { links: links.map(shownLink), done },
  };
}

function actionOf(link: Link, input: BackMergeInput, repository: string): PushLink | null {
  const { from, source, target, merge, review, standing } = link;
  const common = {
    type: "push-branch",
    repository,
    source,
    target: { ref: target.ref, commit: target.commit },
  } as const;
  if (standing === "merge" && merge !== null) {
    const { oid, ...made } = merge;
    const isReviewed = input.review === true && review !== null;
    const ref = isReviewed ? review.ref : target.ref;
    const expectedHead = isReviewed ? review.head : target.commit;
    const where = isReviewed ? `, to ${shortName(ref)} for review` : "";
    const summary = `Merge ${from} into ${target.branch} (${commits(link.missing.length)})${where}`;
    return { ...common, summary, ref, oid, expectedHead, merge: made };
  }
  if (standing === "settled" && review !== null && review.head !== null) {
    const summary = `Merge ${from} into ${target.branch} as it was settled on ${shortName(review.ref)}`;
    const by = { ref: review.ref, commit: review.head };
    return {
      ...common,
      summary,
      ref: target.ref,
      oid: review.head,
      expectedHead: target.commit,
      source: by,
      merge: null,
    };
  }
  if (standing !== "conflict" || input.onConflict !== "prepare" || review === null) return null;
  // Somebody works on it, or it is prepared already.
  if (review.own.length > 0 || review.head === source.commit) return null;
  const summary = `Prepare ${shortName(review.ref)} at ${from}, for a person to settle ${files(link.open.length)} with ${target.branch}`;
  return { ...common, summary, ref: review.ref, oid: source.commit, expectedHead: review.head, merge: null };
}

const commits = (count: number): string => (count === 1 ? "1 commit" : `${count} commits`);
const files = (count: number): string => (count === 1 ? "1 file" : `${count} files`);

/** One link as scripts see it. */
export interface ShownLink {
  readonly from: string;
  readonly into: string;
  readonly standing: Link["standing"];
  readonly missing: readonly Change[];
  readonly equivalent: number;
  readonly conflicts: Link["open"];
  readonly settled: NonNullable<Link["merge"]>["settled"];
  readonly merge: string | null;
  readonly review: { readonly branch: string; readonly head: string | null; readonly own: readonly Change[] } | null;
}

function shownLink({ from, target, standing, missing, equivalent, open, merge, review }: Link): ShownLink {
  const shown = (list: readonly Commit[]): readonly Change[] => list.map(changeOf);
  return {
    from,
    into: target.branch,
    standing,
    missing: shown(missing),
    equivalent,
    conflicts: open,
    settled: merge?.settled ?? [],
    merge: merge?.oid ?? null,
    review: review && { branch: shortName(review.ref), head: review.head, own: shown(review.own) },
  };
}
