// The shape of a train as users write it. It is that of `@signalbox/release-train`, written out here so that the types
// of this package need no other; a test holds the two together.

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What an input may be made of. */
export interface Known {
  /** By step key. */
  readonly outcomes: { readonly [stepKey: string]: Json };
  /** The `forEach` item, null without one. */
  readonly item: Json;
  readonly parameters: Json;
}

/**
 * JSON, in which `{ "$ref": "<step>.<path>/<path>" }` stands for a part of an earlier outcome, `{ "$ref": "item.<path>" }`
 * for the `forEach` item and `{ "$ref": "train.<path>" }` for the parameters (a path that ends
 * with `?` leaves its member out where there is nothing); or a function of the same things.
 */
export type InputSource = Json | ((known: Known) => Json);

interface StepBase {
  /** Unique in the train: letters, digits, `-`, `_`. */
  readonly id: string;
  readonly title?: string;
  /** Ids of steps that must be finished before; between two steps with `forEach`, `cut[]` is the one of the same item. */
  readonly needs?: readonly string[];
  /** Once for each item: an array, or a reference to one. An item is a string or has a `name`. */
  readonly forEach?: readonly Json[] | { readonly $ref: string };
  /** Only with `forEach`. `continue`: what needs the whole of it goes on with the items that ended well. Default: `stop`. */
  readonly onItemFailure?: "stop" | "continue";
  /** Runs only when the named step failed. */
  readonly rescue?: string;
}

/** `read`: a report into the journal. `operation`: a change. `gate`: a condition, waited for up to `timeoutMs`. */
export type UsingStep = StepBase & {
  readonly type: "read" | "operation" | "gate";
  /**
   * Reads: `unreleased`, `compare-branches`, `verify-containment`, `branch-head`, `cut-base`, `plan-patch-release`,
   * `pins-by-consumer`, `check-references`, `audit-refs`, `list-promotions`, `list-releases`, `release-branches-not-merged`, `find-pull-request`, `releases-since`,
   * `releases-to-make`, `report`, `find-build`, `list-builds`, `asked-build`, `moment`.
   * Operations: `promote-branch`, `cut-branch`, `tag-release`, `back-merge`, `bump-pins`, `open-pull-request`,
   * `merge-pull-request`, `rerun-build`, `trigger-build`, `approve-job`, `fetch-artifacts`.
   * Gates: `promotion-merged`, `previous-release-promoted`, `release-contained`, `pins-bumped`, `pull-request-merged`,
   * `pull-request-approved`, `checklist-complete`, `build-passing`.
   */
  readonly uses: string;
  readonly with?: InputSource;
  /**
   * Of an operation whose repository or whole input is known only in the run: the exact repositories, refs and action
   * types that it may touch at most. Without it the run asks before such a step writes.
   */
  readonly bound?: {
    readonly repositories?: string | readonly string[];
    readonly hosts?: string | readonly string[];
    readonly refs?: string | readonly string[];
    readonly actions?: string | readonly string[];
  };
  /** Of an operation. `later`: planned when its turn comes, since earlier steps change what it has to do. */
  readonly planned?: "ahead" | "later";
};

/** A person decides. Each of `items` (a list of `{ id, summary, ask }`) must be signed; one signature may cover all. */
export type ApprovalStep = StepBase & {
  readonly type: "approval";
  readonly question: string;
  /** Who may decide; empty: anybody. Default: the configuration's `approvers`. */
  readonly approvers?: readonly string[];
  readonly items?: InputSource;
};

/** A program. `check` (exit 0 = already as wished) is the look before and after. */
export type CommandStep = StepBase & {
  readonly type: "command";
  readonly run: readonly string[];
  readonly check?: readonly string[];
  readonly cwd?: string;
};

export type StepConfig = (UsingStep & { readonly timeoutMs?: number }) | ApprovalStep | CommandStep;

/** A train; its name is its key under `trains`. */
export interface TrainConfig {
  readonly title?: string;
  /** Who may approve the plan of the whole train; empty: anybody. Default: the configuration's `approvers`. */
  readonly approvers?: readonly string[];
  /** Values that `$ref: "train.…"` reads; `--set` overrides them. */
  readonly parameters?: { readonly [name: string]: Json };
  readonly steps: readonly StepConfig[];
}

/** A type-checked train for `signalbox.config.ts`; returns what it is given. */
export const defineTrain = (train: TrainConfig): TrainConfig => train;
