import type { TransactionState } from "../transaction/transaction.js";

/** A file as it is, or shall be, on a server. */
export interface FileState {
  /** 64 hex digits. */
  readonly sha256: string;
  readonly owner: string;
  readonly group: string;
  /** Octal, three digits or four. */
  readonly mode: string;
}

export interface FileChange {
  readonly path: string;
  /** Null: there is none. */
  readonly before: FileState | null;
  readonly after: FileState;
}

/** Brings the files of one host to what is wished, by one transaction there. */
export interface DeployOnHost {
  readonly type: "deploy-files";
  readonly summary: string;
  readonly host: string;
  readonly group: string;
  /** From 1, over all groups. */
  readonly wave: number;
  readonly name: string;
  /** `start`: the files are there and services are not running. `follow`: a transaction of this intent is under way. */
  readonly does: "place" | "start" | "follow";
  /** Only those that are not as wished. */
  readonly changes: readonly FileChange[];
}

/** What was seen on one host afterwards. */
export interface FilesOutcome {
  readonly host: string;
  readonly files: readonly { readonly path: string; readonly state: FileState | null }[];
  /** Null when nothing had to be done. */
  readonly transaction: { readonly id: string; readonly state: TransactionState } | null;
  /** The last lines of the transaction's log. */
  readonly log: readonly string[];
}
