import { type CallOptions, type Json, toJson } from "@signalbox/release-core";
import { compareBranches, type CompareInput } from "./compare-branches/compare-branches.js";
import { type WritePorts } from "./ports.js";
import { previousReleasePromoted } from "./previous-release-promoted/previous-release-promoted.js";
import { promoteBranch } from "./promote-branch/promote-branch.js";
import { promotionMerged } from "./promotion-merged/promotion-merged.js";
import { tagRelease } from "./tag-release/tag-release.js";

/** Everything of this package by its kind, as the steps of a train name it. The app merges it with other packages' kinds. */
export function gitPromoteKinds(ports: WritePorts) {
  return {
    reads: {
      "compare-branches": async (input: Json, options: CallOptions): Promise<Json> =>
        // `compareBranches` checks its input itself.
        toJson(await compareBranches(ports.repositories, input as unknown as CompareInput, options)),
    },
    operations: { "promote-branch": promoteBranch(ports), "tag-release": tagRelease(ports) },
    gates: {
      "promotion-merged": promotionMerged(ports),
      "previous-release-promoted": previousReleasePromoted(ports),
    },
  };
}
