import type {
  CommitAnswer,
  CommitFields,
  CommitsAnswer,
  Entries,
  HeadAnswer,
  JustMergedAnswer,
  PullRequestAnswer,
  TagsAnswer,
} from "./answers.js";
import type { MergedHead, CommitPullRequest, RemoteCommit, RemoteTag } from "./port.js";
import { pathAlias } from "./questions.js";
import { subjectOf } from "./subject.js";

type Nodes<T> = { readonly nodes: readonly (T | null)[] | null } | null | undefined;

/** GitHub's lists may be null, and have nulls in them. */
const listed = <T>(list: Nodes<T>): readonly T[] => (list?.nodes ?? []).filter((node) => node !== null);

export const tagsOf = (answer: TagsAnswer | null): readonly RemoteTag[] =>
  listed(answer).flatMap(({ name, target }) => {
    const commit = headOf(target);
    if (target === null || commit?.tree === undefined || commit.committedDate === undefined) return [];
    const committedAt = Date.parse(commit.committedDate) / 1000;
    return [{ name: `refs/tags/${name}`, oid: target.oid, commit: commit.oid, tree: commit.tree.oid, committedAt }];
  });

/** The commit that a ref ends at, whatever tags are before it; null where it ends at a tree or a blob. */
export function headOf<T extends Peelable<T>>(target: T | null): T | null {
  let at = target;
  while (at?.target !== undefined && at.target !== null) at = at.target;
  return at?.tree === undefined ? null : at;
}

interface Peelable<T> {
  readonly tree?: { readonly oid: string };
  readonly target?: T | null;
}

export const mergedHeadsOf = (head: HeadAnswer): readonly MergedHead[] =>
  listed(head.associatedPullRequests)
    .filter(({ merged, headRefOid }) => merged && headRefOid === head.oid)
    .map(({ number, mergeCommit }) => ({ number, mergeCommit: mergeCommit?.oid ?? null }));

/** Pull requests that were merged a moment ago, by the commit that the merge made. */
export type JustMerged = ReadonlyMap<string, CommitPullRequest>;

export const justMergedOf = (answer: JustMergedAnswer): JustMerged =>
  new Map(
    listed(answer.pullRequests).flatMap((pull) =>
      pull.mergeCommit === null ? [] : [[pull.mergeCommit.oid, pullRequestOf(pull)] as const],
    ),
  );

export const commitsOf = (
  answer: CommitsAnswer,
  paths: readonly string[],
  justMerged: JustMerged,
): readonly RemoteCommit[] =>
  listed(answer).map((node) => {
    const [pull] = listed(node.associatedPullRequests).filter(({ merged }) => merged);
    const pullRequest = pull === undefined ? (justMerged.get(node.oid) ?? null) : pullRequestOf(pull);
    return { ...commitOf(node), pullRequest, isTouching: isTouching(node, paths) };
  });

export function commitOf(node: CommitFields): RemoteCommit {
  const { author } = node;
  return {
    commit: node.oid,
    tree: node.tree.oid,
    parents: listed(node.parents).map(({ oid }) => oid),
    subject: subjectOf(node.message),
    author: { name: author?.name ?? "", email: author?.email ?? "", login: author?.user?.login ?? null },
    // One form of UTC, as git's own answers have it.
    date: (author?.date ?? node.committedDate).replace(/Z$/, "+00:00"),
    committedAt: Date.parse(node.committedDate) / 1000,
    pullRequest: null,
    isTouching: true,
  };
}

export const missingPaths = (atHead: Entries | null | undefined, paths: readonly string[]): readonly string[] =>
  paths.filter((_, index) => oidAt(atHead, index) === null);

function isTouching(node: CommitAnswer, paths: readonly string[]): boolean {
  const [parent] = listed(node.parents);
  // A root commit has no difference to look at; it is where everything begins.
  if (paths.length === 0 || parent === undefined) return true;
  return paths.some((_, index) => oidAt(node as unknown as Entries, index) !== oidAt(parent, index));
}

const oidAt = (entries: Entries | null | undefined, index: number): string | null =>
  (entries?.[pathAlias(index)] as { readonly oid: string } | null | undefined)?.oid ?? null;

const pullRequestOf = ({ number, title, labels }: PullRequestAnswer): CommitPullRequest => ({
  number,
  title,
  labels: listed(labels).map(({ name }) => name),
});
