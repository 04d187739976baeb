import type { Oid } from "@signalbox/git";

/** Opens a pull request. */
export interface OpenNew {
  readonly type: "open-pull-request";
  readonly summary: string;
  /** Credentials removed. */
  readonly repository: string;
  readonly head: string;
  readonly base: string;
  /** Where the head must be by then; null for a fork whose branch is not known. */
  readonly expectedHead: Oid | null;
  readonly title: string;
  readonly body: string;
  readonly isDraft: boolean;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
}

/** Brings an open one up to date; what people wrote around our blocks by then stays too. */
export interface UpdateOpen {
  readonly type: "update-pull-request";
  readonly summary: string;
  /** Credentials removed. */
  readonly repository: string;
  /** Must be open. */
  readonly number: number;
  /** Absent: it stays. */
  readonly title?: string;
  /** Our blocks in the body are older. */
  readonly blocks: boolean;
  /** To add. */
  readonly labels: readonly string[];
  /** To ask. */
  readonly reviewers: readonly string[];
}

export type OpenAction = OpenNew | UpdateOpen;

/** What is there now. */
export interface OpenedPullRequest {
  readonly number: number;
  readonly url: string;
  /** Where the head stood. */
  readonly head: Oid;
}
