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

/**
 * Puts labels on the open pull request of that branch, and asks for reviews. It names all that are wished, so it is the
 * same action before the pull request is there and after half of them are.
 */
export interface LabelDraft {
  readonly type: "update-pull-request";
  readonly summary: string;
  /** Credentials removed. */
  readonly repository: string;
  readonly head: string;
  readonly base: string;
  readonly labels: readonly string[];
  /** Logins, and teams as `organization/team`. */
  readonly reviewers: readonly string[];
}

export type DraftAction = PushDraft | OpenDraft | LabelDraft;

/** What is there now. */
export interface DraftedPost {
  readonly branch: string;
  readonly commit: Oid | null;
  readonly pullRequest: { readonly number: number; readonly url: string } | null;
}
