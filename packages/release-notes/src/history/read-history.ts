import { type GitRepository, type LoggedCommit, type Oid, patternParts, type Ref } from "@signalbox/git";
import { type CallOptions, contextOf } from "@signalbox/release-core";
import type { Component } from "../component.js";
import { historyIncomplete, mainlineMissing, tagPatternInvalid } from "../errors.js";
import { mutedBy } from "../find-unreleased/mute.js";
import type { Audience, Entry, HistoryRelease } from "../notes.js";
import { commitEntries } from "../sources/commits/entries-of-commit.js";
import type { CommitType } from "../sources/conventional/commit-types.js";
import { findRevision } from "./find-revision.js";
import { taggedReleases } from "./history-tags.js";
import { releaseSplitter, type ReleaseCommits } from "./split-releases.js";

/** What a history is read of. */
export type HistorySource = Pick<GitRepository, "name" | "location" | "listRefs" | "mainline" | "readLog">;

export interface HistoryRequest extends Pick<Component, "tagPattern" | "stream" | "prereleases" | "mute"> {
  /** Default: the repository's short name. */
  readonly component?: string | undefined;
  /** What is left out with all before it: a tag, a branch, a full ref or a full id. Default: nothing is. */
  readonly from?: string | undefined;
  /** The newest commit. Default: the mainline. */
  readonly to?: string | undefined;
  /** `https://github.com/acme/api`: where references, pull requests and releases lead. Default: nowhere. */
  readonly webUrl?: string | undefined;
  /** Types of conventional commits; default: those of release-please. */
  readonly types?: Readonly<Record<string, CommitType>> | undefined;
  readonly audience?: readonly Audience[] | undefined;
  /** Ask git to sort everything before it tells anything: wrong clocks then move nothing. Slower. Default: false. */
  readonly exactOrder?: boolean | undefined;
}

/** What became of the commits of a range: `shown` and the `hidden` ones are all of them. */
export interface HistoryAccount {
  readonly commits: number;
  readonly shown: number;
  /** The rule that hides them → how many: `merge-commit`, `type-chore`, `muted`. */
  readonly hidden: Readonly<Record<string, number>>;
  /** Told with a later release than the first that contains them, because a clock was wrong; none with `exactOrder`. */
  readonly misplaced: number;
}

export interface History {
  readonly component: string;
  /** Newest first; what is in no release comes before them, where there is any. To be read once. */
  readonly releases: AsyncIterable<HistoryRelease>;
  /** Of what was read so far. */
  readonly account: () => HistoryAccount;
}

/**
 * Reads the notes of a range, or of a whole history, out of one streamed log. Releases are the tags that follow the
 * pattern; each commit is told with the earliest release that contains it. Release by release is forgotten as it is
 * read on, so that memory holds what git has told of unfinished ones. Every commit is accounted for.
 * @throws ReleaseError `ERR_REVISION_NOT_FOUND`, `ERR_MAINLINE_MISSING`, `ERR_TAG_PATTERN_INVALID`; while reading `ERR_HISTORY_INCOMPLETE`
 */
export async function readHistory(
  repository: HistorySource,
  request: HistoryRequest = {},
  options: CallOptions = {},
): Promise<History> {
  const { component = repository.name, webUrl = null, mute = [], tagPattern } = request;
  if (patternParts({ tagPattern }) === null) throw tagPatternInvalid(tagPattern ?? "", component);
  const refs = await repository.listRefs(options);
  const head = await headOf(repository, refs, request, options);
  const before = request.from === undefined ? [] : [findRevision(refs, request.from, repository.location)];
  const isMuted = mutedBy(mute);
  const hidden: Record<string, number> = {};
  let [commits, shown] = [0, 0];

  const entriesOf = ({ release, commits: all }: ReleaseCommits): readonly Entry[] => {
    const { types, audience } = request;
    const read = commitEntries({ component, version: release?.version ?? null, webUrl, types, audience });
    const entries: Entry[] = [];
    for (const commit of all) {
      const its = isMuted(commit.subject) ? read(commit).map(muted) : read(commit);
      entries.push(...its);
      commits += 1;
      const why = its.every((entry) => entry.hidden === true) ? its[0]?.why : undefined;
      if (why === undefined) shown += 1;
      else hidden[why] = (hidden[why] ?? 0) + 1;
    }
    return entries;
  };
  const releaseOf = (found: ReleaseCommits): HistoryRelease => {
    const { release, releasedAt } = found;
    const url =
      webUrl === null || release === null ? null : `${webUrl}/releases/tag/${encodeURIComponent(release.tag)}`;
    return {
      name: component,
      version: release?.version ?? null,
      tag: release?.tag ?? null,
      url,
      date: releasedAt === null ? null : new Date(releasedAt * 1000).toISOString(),
      entries: entriesOf(found),
    };
  };
  const order = request.exactOrder === true ? "children-first" : "date";
  const log = repository.readLog([head], before, { ...options, order });
  const splitter = releaseSplitter([head], taggedReleases(refs, request));
  return {
    component,
    releases: releasesOf(log, splitter, releaseOf, (read) => {
      if (read !== commits) throw historyIncomplete(component, read, commits);
      contextOf(options).emit({
        type: "progress",
        kind: "read-history",
        message: `commits of ${component} read`,
        done: commits,
      });
    }),
    account: () => ({ commits, shown, hidden: { ...hidden }, misplaced: splitter.misplaced() }),
  };
}

async function* releasesOf(
  log: AsyncIterable<readonly LoggedCommit[]>,
  splitter: ReturnType<typeof releaseSplitter>,
  releaseOf: (found: ReleaseCommits) => HistoryRelease,
  onEnd: (read: number) => void,
): AsyncGenerator<HistoryRelease, void> {
  let read = 0;
  for await (const batch of log) {
    read += batch.length;
    for (const found of splitter.take(batch)) yield releaseOf(found);
  }
  for (const found of splitter.end()) yield releaseOf(found);
  onEnd(read);
}

const muted = (entry: Entry): Entry => (entry.hidden === true ? entry : { ...entry, hidden: true, why: "muted" });

async function headOf(
  repository: HistorySource,
  refs: readonly Ref[],
  { to }: HistoryRequest,
  options: CallOptions,
): Promise<Oid> {
  const wanted = to ?? (await repository.mainline(options));
  if (wanted === null) throw mainlineMissing(null, repository.location);
  return findRevision(refs, wanted, repository.location);
}
