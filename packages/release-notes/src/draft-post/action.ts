import type { Oid } from "@signalbox/git";

/** Pushes one commit that adds the file to a branch of its own. */
export interface PushDraft {
  readonly type: "push-draft";
  readonly summary: string;
  /** Credentials removed. */
  readonly repository: string;
  /** `refs/heads/…`; must not exist. */
  readonly ref: string;
  readonly oid: Oid;
  /** Its parent. */
  readonly base: Oid;
  /** Seconds since the epoch: that of the parent. */
  readonly at: number;
}

/** Opens the pull request of that branch. */
export interface OpenDraft {
  readonly type: "open-pull-request";
  readonly summary: string;
  /** Credentials removed. */
  readonly repository: string;
  readonly head: string;
  readonly base: string;
  readonly title: string;
}

export type DraftAction = PushDraft | OpenDraft;

/** What is there now. */
export interface DraftedPost {
  readonly branch: string;
  readonly commit: Oid | null;
  readonly pullRequest: { readonly number: number; readonly url: string } | null;
}
