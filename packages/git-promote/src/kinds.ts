import { type CallOptions, type Gate, type Json, type Operation, toJson } from "@signalbox/release-core";
import { branchHead, type BranchHeadInput } from "./branch-head/branch-head.js";
import { compareBranches, type CompareInput } from "./compare-branches/compare-branches.js";
import type { WritePorts } from "./ports.js";
import { previousReleasePromoted } from "./previous-release-promoted/previous-release-promoted.js";
import { promoteBranch } from "./promote-branch/promote-branch.js";
import { promotionMerged } from "./promotion-merged/promotion-merged.js";
import { tagRelease } from "./tag-release/tag-release.js";

/** What the steps of a train may use, by kind. Each checks its own input. */
export interface GitPromoteKinds {
  readonly reads: { readonly [kind: string]: (input: Json, options: CallOptions) => Promise<Json> };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each has its own input, checked by its own schema
  readonly operations: { readonly [kind: string]: Operation<any, any, any> };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  readonly gates: { readonly [kind: string]: Gate<any, any> };
}

/** Everything of this package by its kind. The app merges it with other packages' kinds. */
export function gitPromoteKinds(ports: WritePorts): GitPromoteKinds {
  return {
    reads: {
      "branch-head": async (input, options) =>
        toJson(await branchHead(ports.repositories, input as unknown as BranchHeadInput, options)),
      "compare-branches": async (input, options) =>
        toJson(await compareBranches(ports.repositories, input as unknown as CompareInput, options)),
    },
    operations: { "promote-branch": promoteBranch(ports), "tag-release": tagRelease(ports) },
    gates: {
      "promotion-merged": promotionMerged(ports),
      "previous-release-promoted": previousReleasePromoted(ports),
    },
  };
}
