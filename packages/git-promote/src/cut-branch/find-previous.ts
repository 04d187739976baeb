import { type GitRepository, type Oid, type Ref, sortReleaseTags } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import { changeOf } from "../compare-branches/comparison.js";
import { compareLines } from "../release-lines/release-branches.js";
import type { BranchHead } from "../resolve-branch.js";
import type { Neighbours } from "./choose-base.js";
import type { CutFacts } from "./facts.js";
import type { CutInput } from "./input.js";

interface Question {
  readonly refs: readonly Ref[];
  readonly neighbours: Neighbours;
  /** The base, when the subject has all of it. */
  readonly contained: BranchHead | null;
  /** What is asked about: the branch, or where it will start. */
  readonly subject: Oid;
  readonly input: CutInput;
}

/**
 * What the release before has and the subject lacks, not even in another form. Where the base is contained for certain,
 * the question is about the release before it.
 */
export async function findPrevious(
  repository: GitRepository,
  { refs, neighbours, contained, subject, input }: Question,
  options: CallOptions,
): Promise<CutFacts["previous"]> {
  const earlier = earlierOf(refs, neighbours, contained, input);
  if (earlier === null) return null;
  if ((await repository.mergeBases(subject, earlier.commit, options)).length === 0) return null;
  const only = await repository.listCommits([earlier.commit], [subject], { ...options, limit: 1 });
  if (only.length === 0) return { name: earlier.name, missing: [] };
  const { onlyRight } = await repository.compare(subject, earlier.commit, options);
  const missing = onlyRight.filter(({ parents, equivalent }) => parents.length < 2 && !equivalent);
  return { name: earlier.name, missing: missing.map(changeOf).reverse() };
}

/** The nearest release branch below that is not contained for certain; where release branches are removed, the nearest tag. */
function earlierOf(
  refs: readonly Ref[],
  { line, lower }: Neighbours,
  contained: BranchHead | null,
  { tagPattern }: CutInput,
): { readonly name: string; readonly commit: Oid } | null {
  if (line === null) return null;
  const branch = lower.findLast(({ ref }) => ref !== contained?.ref);
  if (branch !== undefined) return { name: branch.branch, commit: branch.commit };
  if (lower.length > 0) return null;
  const tag = sortReleaseTags(refs, { tagPattern }).releases.find(
    ({ version: { major, minor, patch } }) => compareLines([major, minor, patch], line) < 0,
  );
  return tag === undefined ? null : { name: tag.tag, commit: tag.commit };
}
