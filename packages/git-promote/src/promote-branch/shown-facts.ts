import type { PromoteFacts } from "./facts.js";
import type { PromotionStanding } from "./standing.js";

/** What a plan shows of the facts. Pure. */
export function shownFacts({ names, seen }: PromoteFacts, standing: PromotionStanding): object {
  if (seen === null) return { ...NOTHING, names, review: null, standing, willEqualSource: null };
  const { compared, described, review, ownPaths } = seen;
  const { comparison } = compared;
  return {
    ...comparison,
    ...described,
    names,
    squashes: compared.squashes,
    review: {
      ref: review.ref,
      head: review.head,
      ...(review.repository !== null && { repository: review.repository }),
    },
    standing,
    willEqualSource: comparison.mergeTree === null ? null : comparison.mergeTree === compared.source.tree,
    ownPaths: ownPaths.map(({ path }) => path),
  };
}

const NOTHING = {
  changes: [],
  alreadyContained: [],
  behind: [],
  treesEqual: null,
  changedPaths: [],
  conflicts: [],
  mergeTree: null,
  authors: [],
  checklist: [],
};
