import type { Oid, ReleaseTag } from "@signalbox/git";
import type { RangeQuestion, RemoteCommit, RemoteHistory, RemoteTag } from "@signalbox/github";
import type { CallOptions } from "@signalbox/release-core";

/** One repository that is asked about, and what is known of it. */
export interface Asking {
  readonly history: RemoteHistory;
  readonly location: string;
  readonly mainline: { readonly name: string; readonly head: RemoteCommit };
  readonly paths: readonly string[];
  /** By full name. */
  readonly tags: ReadonlyMap<string, RemoteTag>;
  readonly options: CallOptions;
}

/** Of a mainline no more commits than about this many are read: more take longer than a clone. */
export const MOST_COMMITS = 1000;

const refOf = (tag: ReleaseTag): string => `refs/tags/${tag.tag}`;

export const treeOf = ({ tags }: Asking, tag: ReleaseTag): Oid | undefined => tags.get(refOf(tag))?.tree;

/** Committer date of a tag's commit, seconds since the epoch. */
export const dateOf = ({ tags }: Asking, tag: ReleaseTag): number => tags.get(refOf(tag))?.committedAt ?? 0;

/** A release tag and the head of the mainline, or another commit, as a question. */
export const apart = (tag: ReleaseTag, head: Oid): Pick<RangeQuestion, "base" | "head"> => ({
  base: { ref: refOf(tag), commit: tag.commit },
  head,
});
