import type { ExaminedPromotion } from "./facts.js";
import type { PromoteInput } from "./input.js";

/**
 * Where the promotion stands. `merged`: the target contains the source. `same`: merging would change no file.
 * `awaiting`: the review branch is at the merge, or somebody finished a merge of both heads there by hand.
 */
export type PromotionStanding = "merged" | "same" | "awaiting" | "open";

/** Pure. */
export function standingOf(input: PromoteInput, { compared, review, merge }: ExaminedPromotion): PromotionStanding {
  if (compared.contained) return "merged";
  if (input.settle !== true && compared.comparison.mergeTree === compared.target.tree) return "same";
  if (input.direct === true) return "open";
  const atMerge = review.head !== null && review.head === merge?.oid;
  return atMerge || review.complete ? "awaiting" : "open";
}
