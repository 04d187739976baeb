import type { CallOptions } from "@signalbox/release-core";

/** Project boards (ProjectV2) of organisations and users. The token needs the scope `read:project`, to write `project`. */
export interface Boards {
  /**
   * A board with its fields. Null when the owner has none of this number, or the token may not see it.
   * @throws ReleaseError `ERR_GITHUB_FORBIDDEN` without the scope, and by the table
   */
  findBoard(board: BoardName, options?: CallOptions): Promise<Board | null>;
  /**
   * The items of a board to the last page, archived ones too, with the values of the fields that are named. With `where`
   * only those that have this option of a single-select field: the host filters where it can (`Board.filters`).
   * @throws ReleaseError `ERR_BOARD_CHANGED` when a field is not what it was any more, `ERR_GITHUB_INCOMPLETE`
   */
  listItems(wanted: WantedItems, options?: CallOptions): Promise<readonly BoardItem[]>;
  /**
   * Replaces all options of a single-select field. What is sent without its id is a new option to GitHub, and every item
   * that had the old one loses its value: send each with its id, and only where `Board.keepsOptions`.
   * @throws ReleaseError `ERR_GITHUB_RESULT_UNKNOWN` when the answer was lost
   */
  replaceOptions(field: FieldId, options: readonly BoardOption[], call?: CallOptions): Promise<readonly BoardOption[]>;
  /** Gives an item an option of a single-select field. @throws as above */
  setOption(item: ItemValue, call?: CallOptions): Promise<void>;
}

export interface BoardName {
  /** Login of an organisation or a user. */
  readonly owner: string;
  readonly number: number;
}

export interface Board {
  readonly id: string;
  readonly name: BoardName;
  readonly title: string;
  readonly url: string;
  readonly fields: readonly BoardField[];
  /** The host finds items by a field's value; older ones list all. */
  readonly filters: boolean;
  /** The host lists archived items when it is asked to; older ones always do. */
  readonly splitsArchived: boolean;
  /** The host takes the ids of options that are to stay; older ones make every option anew. */
  readonly keepsOptions: boolean;
  /** The token may change the board. */
  readonly canChange: boolean;
}

/** A field; its `kind` is GitHub's `dataType` in lower case: `single_select`, `iteration`, `text`, `title`, `labels`, … */
export interface BoardField {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** Of a single-select field, in the board's order; else empty. */
  readonly options: readonly BoardOption[];
  /** Of an iteration field, those that are over too; else empty. */
  readonly iterations: readonly BoardIteration[];
}

export interface BoardOption {
  readonly id: string;
  readonly name: string;
  /** `GRAY`, `BLUE`, … */
  readonly color: string;
  readonly description: string;
}

export interface BoardIteration {
  readonly id: string;
  readonly title: string;
  /** `YYYY-MM-DD` */
  readonly startDate: string;
  /** Days. */
  readonly duration: number;
}

export interface WantedItems {
  readonly board: Board;
  /** Names of fields, as the board has them. */
  readonly fields: readonly string[];
  readonly where?: { readonly field: BoardField; readonly option: BoardOption };
}

export interface BoardItem {
  readonly id: string;
  /** `redacted`: the token may not see what it stands for. */
  readonly type: "issue" | "pull-request" | "draft" | "redacted";
  /** Untrusted; null when redacted. */
  readonly title: string | null;
  /** Of the issue or pull request. */
  readonly url: string | null;
  /** `owner/name` */
  readonly repository: string | null;
  readonly number: number | null;
  readonly state: "open" | "closed" | "merged" | null;
  readonly labels: readonly string[];
  readonly archived: boolean;
  /** Field name → value; null where it has none. */
  readonly values: Readonly<Record<string, BoardValue | null>>;
}

/** `text` is what the board shows; `id` that of an option or iteration. Numbers and dates as text too. */
export interface BoardValue {
  readonly text: string;
  readonly id: string | null;
}

export interface FieldId {
  readonly board: string;
  readonly field: string;
}

/** All by id. */
export interface ItemValue extends FieldId {
  readonly item: string;
  readonly option: string;
}
