import type { BoardName, BoardOption } from "@signalbox/github";

/** What both ways want: another description of one option. */
interface DescriptionChange {
  readonly summary: string;
  readonly board: BoardName;
  /** The single-select field. */
  readonly field: { readonly id: string; readonly name: string };
  readonly option: { readonly id: string; readonly name: string };
  readonly marker: string;
  readonly active: boolean;
  readonly expectedDescription: string;
}

/** A person does it on the board's page; applying it only looks whether it is done. */
export interface ManualStep extends DescriptionChange {
  readonly type: "manual-step";
  /** Where the field's options are edited. */
  readonly url: string;
}

/** Sends every option of the field back with its id, and one of them with another description. */
export interface ReplaceDescription extends DescriptionChange {
  readonly type: "replace-description";
  readonly description: string;
  /** All options as they must stand; what is not among them would be deleted. */
  readonly expectedOptions: readonly BoardOption[];
}

/** Gives items back the option that they lost when the options were sent. */
export interface RestoreValues {
  readonly type: "restore-values";
  readonly summary: string;
  readonly board: BoardName;
  readonly field: { readonly id: string; readonly name: string };
  /** Item id → name of its option. */
  readonly values: Readonly<Record<string, string>>;
}

export type SetReleaseAction = ManualStep | ReplaceDescription | RestoreValues;

export interface SetReleaseResult {
  /** Of the option, as it is now; null after a restoration alone. */
  readonly description: string | null;
  /** How many items were compared before and after; 0 for a manual step. */
  readonly compared: number;
  /** Items that had lost their value and have it again. */
  readonly restored: readonly string[];
  /** Items that somebody gave another value meanwhile; they were left. */
  readonly changedMeanwhile: readonly string[];
}
