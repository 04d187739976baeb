import type { CallOptions } from "@signalbox/release-core";
import type { Commit, HistoryReader, Oid, Ref } from "../ports.js";
import { type ChosenRelease, judgeUndecided, shortlist } from "./choose-release.js";
import { type CommitGraph, commitGraph } from "./commit-graph.js";
import { findNearest, type LowerTag, listLowerTags } from "./odd-tags.js";
import { readSinceHighest } from "./read-since-highest.js";
import { type ReleaseTag, type ReleaseTags, sortReleaseTags } from "./release-tags.js";
import { commitsOfOneSide, type PatchIds, pairKey, patchQuestions } from "./same-patches.js";
import type { TagRules } from "./tag-name.js";

export interface ReleaseQuestion extends TagRules {
  /** The head of the branch that is asked about. */
  readonly head: Oid;
  /** Every tag of the repository (`listRefs`); other refs are ignored. */
  readonly refs: readonly Ref[];
  /** Count `1.2.0-rc.1` and the like as releases. Default false. */
  readonly prereleases?: boolean | undefined;
  /**
   * Count a higher release of a side branch that contains the release before it (standing `ahead`). Right for a mainline,
   * wrong for a release branch, which every later release of the mainline would be ahead of. Default true.
   */
  readonly ahead?: boolean | undefined;
}

/** What is released of a branch, and what is not. */
export interface ReleaseState {
  readonly tags: ReleaseTags;
  /** The highest version that is on the branch, or equal to something there; see `ReleaseStanding`. */
  readonly latest: ChosenRelease | null;
  /** What `git describe --tags` would find among the component's tags; often not the latest. */
  readonly nearest: ReleaseTag | null;
  /** Higher versions that are not of this branch. Highest first. */
  readonly elsewhere: readonly ReleaseTag[];
  /** Tags that were made after a higher one, as a mistyped number is. */
  readonly lower: readonly LowerTag[];
  /** Commits of the branch in no release, without merges, oldest first. */
  readonly unreleased: readonly Commit[];
  /** True when a comparison of patches was left out because it would be too long. */
  readonly patchesLeftOut: boolean;
}

/** More differences than this are not compared for one tag: it would take many seconds. */
const MOST_PATCHES = 1500;
/** More passed-over tags than this are not looked into. */
const MOST_TAGS = 8;

/**
 * Finds the latest release of a branch and what was added since. For nearly every repository that is one `log` from the
 * highest tag on; the whole history is read only when that is not on the branch, and patch ids are asked for only when
 * it equals no commit of the branch by its tree either.
 */
export async function readReleases(
  repository: Pick<HistoryReader, "listCommits" | "listSince" | "descent" | "patchIds">,
  question: ReleaseQuestion,
  options: CallOptions = {},
): Promise<ReleaseState> {
  const { head } = question;
  const tags = sortReleaseTags(question.refs, question);
  const quick = await readSinceHighest(repository, head, tags.releases, options);
  if (quick !== null) return { tags, ...quick };
  const tips = [...new Set([head, ...tags.releases.map((tag) => tag.commit)])];
  const commits = await repository.listCommits(tips, [], options);
  const graph = commitGraph(commits);
  const choice = await choose(
    repository,
    graph,
    { head, releases: tags.releases, mayBeAhead: question.ahead ?? true },
    options,
  );
  const mainline = graph.ancestors(head);
  const isReleased = choice.latest?.isReleased;
  const unreleased = commits.filter(
    ({ commit, parents }) => mainline.has(commit) && parents.length < 2 && isReleased?.(commit) !== true,
  );
  return {
    tags,
    ...choice,
    nearest: findNearest(graph, head, tags.releases),
    lower: listLowerTags(graph, head, tags.releases),
    unreleased: unreleased.reverse(),
  };
}

type Choice = Pick<ReleaseState, "latest" | "elsewhere" | "patchesLeftOut">;

async function choose(
  repository: Pick<HistoryReader, "patchIds">,
  graph: CommitGraph,
  branch: { readonly head: Oid; readonly releases: readonly ReleaseTag[]; readonly mayBeAhead: boolean },
  options: CallOptions,
): Promise<Choice> {
  const { settled, undecided, elsewhere } = shortlist(graph, branch.head, branch.releases);
  const passedOver = [...elsewhere];
  let patchesLeftOut = false;
  for (const tag of undecided.slice(0, MOST_TAGS)) {
    const questions = patchQuestions(commitsOfOneSide(graph, tag.commit, branch.head));
    if (questions.length > MOST_PATCHES) patchesLeftOut = true;
    const asked = questions.length > MOST_PATCHES ? [] : questions;
    const answers = asked.length === 0 ? [] : await repository.patchIds(asked, options);
    const ids: PatchIds = new Map(asked.map((pair, index) => [pairKey(pair), answers[index] ?? null]));
    const latest: ChosenRelease | null = judgeUndecided(graph, branch.head, {
      tag,
      settled,
      ids,
      mayBeAhead: branch.mayBeAhead,
    });
    if (latest !== null) return { latest, elsewhere: passedOver, patchesLeftOut };
    passedOver.push(tag);
  }
  const rest = undecided.slice(MOST_TAGS);
  return { latest: settled, elsewhere: [...passedOver, ...rest], patchesLeftOut: patchesLeftOut || rest.length > 0 };
}
