import type { Environment } from "../environment.js";
import { historyImpossible } from "../errors.js";
import { commitGraph, type DraftCommit } from "./commit-graph.js";
import { type DraftTag, fastImportStream } from "./fast-import.js";
import { type Delta, deltaOf, type FileChanges } from "./files.js";
import { mergeFiles } from "./merge-files.js";
import { type Random, seededRandom } from "./random.js";
import { sourceEdit } from "./source-edit.js";
import { AUTHORS, type Person, subjectOf } from "./wording.js";
import { importStream } from "./write-history.js";

/** A commit of a history that is still being told. */
export interface CommitRef {
  readonly mark: number;
}

/** A branch by its short name, or a commit. */
export type Point = string | CommitRef;

export interface CommitFields {
  readonly subject?: string;
  readonly body?: string;
  /** Against the first parent. Default: a small edit of a source file (a merge: what it merges, nothing more). */
  readonly files?: FileChanges;
  readonly author?: Person;
  /** Days before `endAt`. Default: some hours before the commit that follows. */
  readonly daysAgo?: number;
}

export interface HistoryOptions {
  readonly seed: number;
  /** The date of the newest commit; the same seed and date give the same object ids. */
  readonly endAt: Date;
  readonly authors?: readonly [Person, ...Person[]];
  /** Mean time between commits, milliseconds. Default 8 hours. */
  readonly gapMs?: number;
}

export interface WrittenHistory {
  /** The object id of a commit, or of the head of a branch. */
  readonly oidOf: (point: Point) => string;
}

/** Tells a history and writes it at the end. Names of branches and tags are short ones. */
export interface History {
  readonly random: Random;
  /** A new branch at a point, or an old one moved there. */
  branch(name: string, at: Point): void;
  /** A commit on a branch; the first one on an unknown branch is a root. */
  commit(on: string, fields?: CommitFields): CommitRef;
  /** So many ordinary commits; gives back the last. */
  commits(on: string, count: number): CommitRef;
  /** A merge commit. `files` settles what both sides changed. @throws ReleaseError `ERR_TESTBED_HISTORY` */
  merge(into: string, from: Point, fields?: CommitFields): CommitRef;
  /** One commit with everything of `from` and one parent. @throws ReleaseError `ERR_TESTBED_HISTORY` */
  squash(into: string, from: Point, fields?: CommitFields): CommitRef;
  /** The same change, subject, author and author date, on another branch. */
  cherryPick(commit: CommitRef, onto: string): CommitRef;
  /** With a message it is annotated. */
  tag(name: string, at: Point, message?: string): void;
  /** Forgets the branch; its commits stay where a tag or a merge holds them. */
  deleteBranch(name: string): void;
  tip(branch: string): CommitRef;
  /** Writes into a repository that exists; gives back the object ids. @throws ReleaseError `ERR_TESTBED_GIT` */
  write(path: string, options?: { readonly env?: Environment | undefined }): Promise<WrittenHistory>;
}

const DAY_MS = 86_400_000;

/** What a commit is, apart from what a person writes about it. */
type Change = Pick<DraftCommit, "parents" | "delta"> & Partial<Pick<DraftCommit, "pickedFrom">>;

export function history(options: HistoryOptions): History {
  const graph = commitGraph();
  const random = seededRandom(options.seed);
  const authors = options.authors ?? AUTHORS;
  const branches = new Map<string, number>();
  const tags: DraftTag[] = [];

  const markOf = (point: Point): number => {
    const mark = typeof point === "string" ? branches.get(point) : point.mark;
    if (mark === undefined)
      throw historyImpossible(`there is no ${typeof point === "string" ? `branch ${point}` : "such commit"}`);
    return mark;
  };

  const add = (on: string, change: Change, fields: CommitFields): CommitRef => {
    const message = `${fields.subject ?? subjectOf(random)}\n${fields.body === undefined ? "" : `\n${fields.body}\n`}`;
    const author = fields.author ?? random.pick(authors);
    const anchorMs = fields.daysAgo === undefined ? null : fields.daysAgo * DAY_MS;
    const gapMs = (options.gapMs ?? DAY_MS / 3) * (0.2 + 1.6 * random.next());
    const mark = graph.add({ pickedFrom: null, ...change, message, author, anchorMs, gapMs });
    branches.set(on, mark);
    return { mark };
  };

  const commit: History["commit"] = (on, fields = {}) => {
    const parent = branches.get(on);
    const tree = parent === undefined ? new Map() : graph.treeOf(parent);
    const parents = parent === undefined ? [] : [parent];
    return add(on, { parents, delta: deltaOf(fields.files ?? sourceEdit(tree, random)) }, fields);
  };

  /** What `into` gets from `from`, `files` on top. */
  const merged = (into: string, from: Point, files: FileChanges = {}): Delta => {
    const [ours, theirs] = [markOf(into), markOf(from)];
    const base = graph.mergeBase(ours, theirs);
    const mine = graph.treeOf(ours);
    const { delta, conflicts } = mergeFiles(base === null ? new Map() : graph.treeOf(base), mine, graph.treeOf(theirs));
    const open = conflicts.filter((path) => !Object.hasOwn(files, path));
    if (open.length > 0) throw historyImpossible(`merging into ${into} leaves ${open.join(", ")} unsettled`);
    return new Map([...delta, ...deltaOf(files)]);
  };

  return {
    random,
    commit,
    branch: (name, at) => void branches.set(name, markOf(at)),
    commits: (on, count) => {
      for (let done = 0; done < count; done++) commit(on);
      return { mark: markOf(on) };
    },
    merge: (into, from, fields = {}) => {
      const subject = fields.subject ?? `Merge branch '${typeof from === "string" ? from : "topic"}' into ${into}`;
      const parents = [markOf(into), markOf(from)];
      return add(into, { parents, delta: merged(into, from, fields.files) }, { ...fields, subject });
    },
    squash: (into, from, fields = {}) =>
      add(into, { parents: [markOf(into)], delta: merged(into, from, fields.files) }, fields),
    cherryPick: (picked, onto) => {
      const { delta, author, message } = graph.at(picked.mark);
      const change = { parents: [markOf(onto)], delta, pickedFrom: picked.mark };
      return add(onto, change, { author, subject: message.trimEnd() });
    },
    tag: (name, at, message) => void tags.push({ name, mark: markOf(at), message: message ?? null }),
    deleteBranch: (name) => void branches.delete(name),
    tip: (branch) => ({ mark: markOf(branch) }),
    write: async (path, { env } = {}) => {
      const oids = await importStream(path, fastImportStream(graph, branches, tags, options.endAt), env);
      return { oidOf: (point) => oids.get(markOf(point)) ?? "" };
    },
  };
}
