import type { CallOptions } from "@signalbox/release-core";
import type { LogReader } from "./log-reader.js";

/** A commit, branch or tag name is never passed alone: refs are full (`refs/heads/16.2`), objects are 40-hex ids. */
export type Oid = string;

/** One ref of the remote as last seen. A clone's `refs/remotes/origin/x` is given as `refs/heads/x`. */
export interface Ref {
  readonly name: string;
  /** What the ref points at: the tag object of an annotated tag. */
  readonly oid: Oid;
  /** The commit behind it (peeled); equal to `oid` for branches and lightweight tags. */
  readonly commit: Oid;
}

export interface Person {
  readonly name: string;
  readonly email: string;
}

export interface Commit {
  readonly commit: Oid;
  readonly tree: Oid;
  readonly parents: readonly Oid[];
  readonly subject: string;
  readonly author: Person;
  /** Author date, ISO 8601 with offset. */
  readonly date: string;
  /** Committer date, seconds since the epoch: the order of things and the date of planned objects. */
  readonly committedAt: number;
}

/** Why two sides cannot be merged at a path (`shared` vocabulary of every engine). */
export type ConflictKind = "content" | "add-add" | "modify-delete" | "rename" | "mode" | "binary" | "submodule";

export interface Conflict {
  readonly path: string;
  readonly kind: ConflictKind;
}

export interface MergeResult {
  /** The merged tree, or null when there are conflicts. */
  readonly tree: Oid | null;
  readonly conflicts: readonly Conflict[];
  /** With conflicts: the tree of all that merges, and markers (`<<<<<<< <ours>`, no base part). Else null, or unknown. */
  readonly partial: Oid | null;
}

/** A commit of one side only, and whether the other side has the same patch (`git log --cherry-mark`). */
export interface ComparedCommit extends Commit {
  readonly equivalent: boolean;
}

/** The two sides of `left...right`, newest first. Merge commits are included and never `equivalent`. */
export interface Comparison {
  readonly onlyLeft: readonly ComparedCommit[];
  readonly onlyRight: readonly ComparedCommit[];
}

/** A part of a history; see `listSince`. */
export interface CommitRange {
  /** Newest first. */
  readonly commits: readonly Commit[];
  readonly edges: readonly Commit[];
}

/** A commit and those before it: its parents, or the nearest of some chosen commits. */
export interface Descent {
  readonly commit: Oid;
  readonly parents: readonly Oid[];
}

export interface PathChange {
  readonly path: string;
  readonly status: "added" | "deleted" | "modified";
}

/** An annotated tag as it was made. */
export interface TagObject {
  readonly oid: Oid;
  /** The name inside the object, which may differ from the ref's. */
  readonly name: string;
  /** The commit behind it (peeled). */
  readonly commit: Oid;
  /** Without a signature. */
  readonly message: string;
  /** Null in very old tags, which name nobody. */
  readonly by: Person | null;
  /** Seconds since the epoch; null when `by` is. */
  readonly at: number | null;
  /** It carries a signature; whether that is good nobody has asked. */
  readonly isSigned: boolean;
}

/** A plain file, an executable, a symbolic link (its content is where it leads), a submodule (its oid is a commit). */
export type FileMode = "100644" | "100755" | "120000" | "160000";

export interface TreeFile {
  /** Slashes between folders, no leading slash. */
  readonly path: string;
  readonly oid: Oid;
  readonly mode: FileMode;
}

/** A file of a new tree; null removes it. Default mode: as it was, or 100644. A submodule's content is its commit's id. */
export interface FileEdit {
  readonly path: string;
  readonly content: Uint8Array | null;
  readonly mode?: FileMode;
}

/** What the remote has. */
export interface RefReader {
  /**
   * Brings the refs and the commits behind them up to date, unless they were read less than `ifOlderThanMs`
   * milliseconds ago by this process (default 0; `Infinity` = only when never read). A user's clone is fetched only
   * when the repository was opened with `fetch: true`.
   */
  refresh(options?: CallOptions & { readonly ifOlderThanMs?: number; readonly meanwhile?: Meanwhile }): Promise<void>;
  /** Every branch and tag, by full name. Refs of other kinds are left out. */
  listRefs(options?: CallOptions): Promise<readonly Ref[]>;
  /** The full name of the default branch, null when the remote names none. */
  mainline(options?: CallOptions): Promise<string | null>;
}

/**
 * Work for the time in which the remote is asked: questions about the refs known so far, whose answers are remembered
 * for those who ask the same afterwards. None of them uses the network, and a failure is dropped. It is called only
 * where there is something to wait for.
 */
export type Meanwhile = (known: readonly Ref[], local: HistoryReader & FileReader & ObjectMaker) => Promise<unknown>;

/** What happened. Every argument is an object id. */
export interface HistoryReader {
  /** Commits reachable from `include` and not from `exclude`, newest first (`git log` order). */
  listCommits(
    include: readonly Oid[],
    exclude: readonly Oid[],
    options?: CallOptions & { readonly limit?: number },
  ): Promise<readonly Commit[]>;
  /**
   * Commits reachable from `head` and not from `since`, newest first, and where they begin: those of the commits before
   * `since` (itself included) that are a parent of one of them. `since` is among these edges when `head` comes after it.
   */
  listSince(head: Oid, since: Oid, options?: CallOptions): Promise<CommitRange>;
  /**
   * Which of some commits come before which: each with those of the others that come before it with none of them
   * between. Ids that are no commits are left out.
   */
  descent(commits: readonly Oid[], options?: CallOptions): Promise<readonly Descent[]>;
  compare(left: Oid, right: Oid, options?: CallOptions): Promise<Comparison>;
  mergeBases(left: Oid, right: Oid, options?: CallOptions): Promise<readonly Oid[]>;
  /** Paths that differ between two commits or trees. */
  changedPaths(from: Oid, to: Oid, options?: CallOptions): Promise<readonly PathChange[]>;
  /** Stable patch ids of the differences `from..to` (`git patch-id --stable`); null for an empty difference. */
  patchIds(
    pairs: readonly { readonly from: Oid; readonly to: Oid }[],
    options?: CallOptions,
  ): Promise<readonly (string | null)[]>;
  /** The tag objects with these ids, null where the id is no tag object (but a commit), or one that ends at no commit. */
  readTags(oids: readonly Oid[], options?: CallOptions): Promise<readonly (TagObject | null)[]>;
}

/** What the files of a commit or tree are. Contents that are not here yet are fetched in one batch. */
export interface FileReader {
  /** Every file of a commit or tree, or those at and below the paths of `under`, in the byte order of their paths. */
  listFiles(at: Oid, options?: CallOptions & { readonly under?: readonly string[] }): Promise<readonly TreeFile[]>;
  /** Contents in the order of `paths`, null where there is no file (nothing, a folder or a submodule). */
  readFiles(at: Oid, paths: readonly string[], options?: CallOptions): Promise<readonly (Uint8Array | null)[]>;
  /** Writes files below an empty `folder`, no submodules. @throws ReleaseError `ERR_EXPORT_UNSAFE`, `ERR_EXPORT_FOLDER` */
  exportFiles(at: Oid, folder: string, options?: CallOptions & { readonly under?: readonly string[] }): Promise<void>;
}

/** Makes objects in Signalbox's own object store; the user's repository and the remote see none of it. */
export interface ObjectMaker {
  /** Merges two commits without a worktree. @throws ReleaseError `ERR_ENGINE_LIMIT` when the engine cannot answer */
  mergeTrees(ours: Oid, theirs: Oid, options?: CallOptions): Promise<MergeResult>;
  /** Writes a commit; the same fields give the same id everywhere. `at`: seconds since the epoch, written as +0000. */
  makeCommit(
    fields: {
      readonly tree: Oid;
      readonly parents: readonly Oid[];
      readonly message: string;
      readonly by: Person;
      readonly at: number;
    },
    options?: CallOptions,
  ): Promise<Oid>;
  /**
   * Writes an annotated tag object; `name` without `refs/tags/`. `sign` gets the whole tag text and answers with the
   * armoured signature that git writes behind it.
   */
  makeTag(
    fields: {
      readonly name: string;
      readonly commit: Oid;
      readonly message: string;
      readonly by: Person;
      readonly at: number;
      readonly sign?: (payload: string) => Promise<string>;
    },
    options?: CallOptions,
  ): Promise<Oid>;
  /** Writes the tree that a commit or tree becomes by some edits. @throws ReleaseError `ERR_EDIT_INVALID` */
  makeTree(from: Oid, edits: readonly FileEdit[], options?: CallOptions): Promise<Oid>;
}

/** One full refspec with a lease. `expected: null` = the ref must not exist. */
export interface RefUpdate {
  readonly ref: string;
  readonly oid: Oid;
  readonly expected: Oid | null;
  /** Location of another repository that gets it instead: a fork, whose own refs are read by opening it. */
  readonly to?: string;
}

export type PushOutcome =
  | { readonly status: "done" | "already" }
  /** The lease failed: the remote is neither as expected nor as wanted. Nothing was written. */
  | { readonly status: "stale"; readonly found: Oid | null }
  /** The remote refused (a hook, a protected branch, no permission), in its own words. Nothing was written. */
  | { readonly status: "refused"; readonly reason: string };

/** The only write there is. */
export interface RefPusher {
  /** @throws ReleaseError `ERR_REMOTE_UNREACHABLE`, `ERR_REMOTE_AUTH`; the outcome of the ref itself is a value */
  pushRef(update: RefUpdate, options?: CallOptions): Promise<PushOutcome>;
}

/** One repository, seen through its remote. Never touches a user's worktree, index or refs. */
export interface GitRepository extends RefReader, HistoryReader, LogReader, FileReader, ObjectMaker, RefPusher {
  /** Short name for people: the last path segment without `.git`. */
  readonly name: string;
  /** What the caller gave, credentials removed. */
  readonly location: string;
  readonly engine: "native" | "isomorphic";
}

export interface OpenOptions extends CallOptions {
  /** Begin to bring it up to date at once; the first `refresh`, if it comes soon, is content with that. */
  readonly ahead?: boolean;
  /** Called when a first clone is on its way, as far as the engine can tell: from here on there is only waiting. */
  readonly onAsked?: () => void;
}

/** How capabilities get at repositories: one instance a location and process. */
export interface Repositories {
  /** @throws ReleaseError `ERR_REPOSITORY_NOT_FOUND`, `ERR_REMOTE_UNREACHABLE`, `ERR_REPOSITORY_EMPTY`, `ERR_REPOSITORY_SHALLOW` */
  open(location: string, options?: OpenOptions): Promise<GitRepository>;
}
