import type { CallOptions, Gate, Json, Operation } from "@signalbox/release-core";

/**
 * Where an input comes from: JSON, in which `{ "$ref": "<step key>.<path>/<path>" }` stands for a part of an earlier
 * step's outcome (`cut.results/0/tag`), `{ "$ref": "item.<path>" }` for the `forEach` item and
 * `{ "$ref": "train.<path>" }` for the run's parameters. A path that ends with `?` leaves its member out where there is
 * nothing. In TypeScript, a function of the same things.
 */
export type InputSource = Json | ((known: Known) => Json);

export interface Known {
  readonly outcomes: { readonly [stepKey: string]: Json };
  readonly item: Json;
  readonly parameters: Json;
}

interface StepBase {
  /** Unique in the train: letters, digits, `-`, `_`. With `forEach` the key of one is `id[name of item]`. */
  readonly id: string;
  readonly title?: string;
  /**
   * Ids of steps that must be finished before. A `$ref` to a step counts as a need. Between two steps with `forEach`,
   * `cut[]` is the one of the same item: `tag[api]` begins when `cut[api]` is done, whatever becomes of `cut[web]`.
   * An item that the other step does not have waits for the whole of it.
   */
  readonly needs?: readonly string[];
  /** Once for each item: an array, or a reference to one. An item is a string or has a `name`. */
  readonly forEach?: readonly Json[] | { readonly $ref: string };
  /**
   * Only with `forEach`, when an item fails. `stop` (default): what needs the whole of this step is not begun.
   * `continue`: it goes on with the items that ended well, if any did. In both cases the run ends as failed, and the
   * next drive tries the others; what went on without them is not done again.
   */
  readonly onItemFailure?: "stop" | "continue";
  /** Runs only when the named step failed; visible in the plan. */
  readonly rescue?: string;
}

/** A report into the journal; `uses` names a kind of read. */
export type ReadStep = StepBase & { readonly type: "read"; readonly uses: string; readonly with?: InputSource };
export type OperationStep = StepBase & {
  readonly type: "operation";
  readonly uses: string;
  readonly with?: InputSource;
  readonly bound?: DeclaredBound;
  /**
   * `later`: what it has to do depends on what earlier steps change, so it is planned when its turn comes. Approved are
   * its kind and input, and `bound` where there is one. Default: `ahead`, as soon as its input is known.
   */
  readonly planned?: "ahead" | "later";
};
/**
 * What an operation that is planned later may do at most: exact values of its actions' `repository`, `host`, `ref` and
 * `type`. Where its repository or whole input is not known when the train is planned, it asks before it writes, unless
 * repositories or hosts are named here.
 */
export interface DeclaredBound {
  readonly repositories?: string | readonly string[];
  readonly hosts?: string | readonly string[];
  readonly refs?: string | readonly string[];
  readonly actions?: string | readonly string[];
}
/** `timeoutMs`: give up waiting after that long. */
export type GateStep = StepBase & {
  readonly type: "gate";
  readonly uses: string;
  readonly with?: InputSource;
  readonly timeoutMs?: number;
};
/** A person decides. `items` (a list of `{ id, summary, ask }`) must each be signed; one signature may cover all. */
export type ApprovalStep = StepBase & {
  readonly type: "approval";
  readonly question: string;
  /** Who may decide; empty or absent: anybody. */
  readonly approvers?: readonly string[];
  readonly items?: InputSource;
};
/** A program. `check` (exit 0 = already as wished) is the look before and after; without it the journal alone remembers. */
export type CommandStep = StepBase & {
  readonly type: "command";
  readonly run: readonly string[];
  readonly check?: readonly string[];
  readonly cwd?: string;
};

export type Step = ReadStep | OperationStep | GateStep | ApprovalStep | CommandStep;

/** A train is data. */
export interface Train {
  readonly name: string;
  readonly title?: string;
  /** Who may approve the plan of the whole train; empty or absent: anybody. */
  readonly approvers?: readonly string[];
  /** Values that `$ref: "train.…"` reads; a run may override them. */
  readonly parameters?: Json;
  readonly steps: readonly Step[];
}

/** Something that only looks; its JSON goes into the journal. */
export type Read = (input: Json, options: CallOptions) => Promise<Json>;

/** What steps may use, by kind. The app wires it. */
export interface Kinds {
  readonly reads: { readonly [kind: string]: Read };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each has its own input, checked by its own schema
  readonly operations: { readonly [kind: string]: Operation<any, any, any> };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  readonly gates: { readonly [kind: string]: Gate<any, any> };
}
