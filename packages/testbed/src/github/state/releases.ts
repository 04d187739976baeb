import { resolveCommit } from "../git/commits.js";
import { listRefs, readRef } from "../git/refs.js";
import { moveRef } from "../git/write.js";
import type { Host } from "../host.js";
import { includes } from "../http/access.js";
import { type FieldProblem, validationFailed } from "../http/problem.js";
import type { GitHubState, Identified } from "./git-hub-state.js";
import type { RepositoryRecord, UserRecord } from "./records.js";
import { slot } from "./slot.js";
import type { AsOf, Versions } from "./versions.js";

/** A release as GitHub keeps it. It is never changed: a newer one takes its place. */
export interface ReleaseRecord extends Identified<"Release"> {
  readonly repository: RepositoryRecord;
  readonly tagName: string;
  readonly target: string;
  readonly name: string | null;
  readonly body: string | null;
  readonly draft: boolean;
  readonly prerelease: boolean;
  /** It was published as the latest; of several the newest counts. Null: it was not. */
  readonly latestSince: number | null;
  readonly author: UserRecord;
  readonly createdAt: Date;
  readonly publishedAt: Date | null;
  readonly updatedAt: Date;
}

export interface AssetRecord extends Identified<"ReleaseAsset"> {
  readonly releaseId: number;
  readonly name: string;
  readonly label: string | null;
  readonly contentType: string;
  readonly content: Buffer;
  /** `open`: the upload broke off. GitHub's text says `starter` of that, its description `open`. */
  readonly state: "uploaded" | "open";
  /** Null: as an older GitHub Enterprise Server, which tells none. */
  readonly digest: string | null;
  readonly uploader: UserRecord;
  readonly createdAt: Date;
}

const ofState = slot((state: GitHubState) => ({
  releases: slot((_: RepositoryRecord) => state.versions<number, ReleaseRecord>()),
  assets: slot((_: RepositoryRecord) => state.versions<number, AssetRecord>()),
}));

export const releasesOf = ({ state }: Host, repository: RepositoryRecord): Versions<number, ReleaseRecord> =>
  ofState(state).releases(repository);

export const assetsOf = ({ state }: Host, repository: RepositoryRecord): Versions<number, AssetRecord> =>
  ofState(state).assets(repository);

/** Newest first; drafts only for those who may push. */
export function visibleReleases(
  host: Host,
  repository: RepositoryRecord,
  user: UserRecord | null,
  asOf?: AsOf,
): ReleaseRecord[] {
  const mayPush = includes(host.state.permission(user, repository), "write");
  return releasesOf(host, repository)
    .values(asOf)
    .filter(({ draft }) => !draft || mayPush)
    .sort((one, other) => other.id - one.id);
}

/** The one that was marked last, else the newest; neither a draft nor a prerelease. */
export function latestRelease(host: Host, repository: RepositoryRecord): ReleaseRecord | null {
  const shown = visibleReleases(host, repository, null).filter(({ prerelease }) => !prerelease);
  const marked = shown.filter(({ latestSince }) => latestSince !== null);
  return marked.sort((one, other) => (other.latestSince ?? 0) - (one.latestSince ?? 0))[0] ?? shown[0] ?? null;
}

export type ReleaseFields = Omit<ReleaseRecord, keyof Identified<"Release">>;

/** The most characters of a body; found by asking GitHub, since no page tells it. */
const MOST_CHARACTERS = 125_000;

/**
 * Refuses what GitHub refuses, and makes the tag of a release that is published where there is none.
 * @throws Problem 422
 */
export async function checkRelease(
  host: Host,
  actor: UserRecord,
  wanted: ReleaseFields,
  before: ReleaseRecord | null,
): Promise<void> {
  const { repository, tagName, draft, body } = wanted;
  const refuse = (field: string, code: string, message?: string): never => {
    const problem: FieldProblem = { resource: "Release", code, field };
    throw validationFailed(message === undefined ? problem : { ...problem, message });
  };
  if ([...(body ?? "")].length > MOST_CHARACTERS)
    refuse("body", "custom", `body is too long (maximum is ${MOST_CHARACTERS} characters)`);
  if (tagName === "") refuse("tag_name", "missing_field");
  if (draft) return;
  const others = visibleReleases(host, repository, null).filter(({ id }) => id !== before?.id);
  if (others.some((other) => other.tagName === tagName)) refuse("tag_name", "already_exists");
  if ((await listRefs(repository.path)).length === 0) refuse("tag_name", "custom", "Repository is empty.");
  const ref = `refs/tags/${tagName}`;
  if ((await readRef(repository.path, ref)) !== null) return;
  const commit = await resolveCommit(host, repository, wanted.target);
  if (commit === null) return refuse("target_commitish", "invalid");
  await moveRef(host, repository, actor, { ref, before: null, after: commit.oid });
}

/** Puts a release where lists and nodes find it. */
export function storeRelease(host: Host, release: ReleaseRecord): void {
  releasesOf(host, release.repository).set(release.id, release);
  host.state.replace(release);
}
