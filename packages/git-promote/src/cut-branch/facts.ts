import type { Oid } from "@signalbox/git";
import type { Problem } from "@signalbox/release-core";
import type { Change } from "../compare-branches/comparison.js";
import type { BranchHead } from "../resolve-branch.js";
import type { BaseChoice, Neighbours } from "./choose-base.js";

export interface CutFacts {
  readonly repository: string;
  readonly neighbours: Neighbours;
  readonly choice: BaseChoice;
  /** Where the branch starts or, with `commit`, shall start; null when there is no base that has it. */
  readonly at: Oid | null;
  /** The branch as it stands; null when it is not there. */
  readonly existing: ExistingBranch | null;
  /** A tag has the name of the branch. */
  readonly tagged: boolean;
  /** A ref that git cannot keep beside the branch: `16.2/hotfix`. */
  readonly inTheWay: string | null;
  /** The release before, when it is not the base itself, and what of it the branch would lack. */
  readonly previous: { readonly name: string; readonly missing: readonly Change[] } | null;
  /** Null when none is asked for. */
  readonly development: DevelopmentFacts | null;
}

/** `origin`: the short name of the branch that it was cut from by its history; null when that is the base. */
export interface ExistingBranch extends BranchHead {
  /** It has the commit that it should start at. */
  readonly contains: boolean;
  readonly origin: string | null;
  /** It shares no history with its base. */
  readonly unrelated: boolean;
}

/** Where the next development version stands. */
export type DevelopmentFacts =
  | { readonly status: "problem"; readonly problem: Problem }
  /** Nothing to do: `current` is as wished or higher. */
  | { readonly status: "reached"; readonly current: string }
  /** A review branch with it waits for its merge. */
  | { readonly status: "awaiting"; readonly ref: string; readonly wanted: string }
  | {
      readonly status: "open";
      readonly current: string;
      readonly wanted: string;
      readonly mainline: BranchHead;
      readonly ref: string;
      readonly expectedHead: Oid | null;
      readonly oid: Oid;
      readonly tree: Oid;
      readonly message: string;
      readonly at: number;
    };
