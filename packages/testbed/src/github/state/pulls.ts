import { commitOfFork } from "../git/network.js";
import { rangeOf } from "../git/ranges.js";
import { readRef } from "../git/refs.js";
import type { Host } from "../host.js";
import type { GitHubState, Identified } from "./git-hub-state.js";
import type { RepositoryRecord, UserRecord } from "./records.js";
import { slot } from "./slot.js";
import type { Versions } from "./versions.js";

/** A pull request; a change is a new record with the same id. */
export interface PullRecord extends Identified<"PullRequest"> {
  readonly repository: RepositoryRecord;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: UserRecord;
  readonly isDraft: boolean;
  readonly state: "open" | "closed" | "merged";
  /** Short name. */
  readonly base: string;
  /** Where the base stood when it was last looked at while open. */
  readonly baseOid: string;
  readonly head: { readonly repository: RepositoryRecord; readonly branch: string; readonly oid: string };
  readonly labels: readonly LabelRecord[];
  readonly requested: readonly UserRecord[];
  /** `organization/team` */
  readonly requestedTeams: readonly string[];
  /** Everybody who was ever asked, in order. */
  readonly asked: readonly (UserRecord | string)[];
  readonly reviews: readonly ReviewRecord[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly closedAt: Date | null;
  readonly mergedAt: Date | null;
  readonly mergedBy: UserRecord | null;
  readonly mergeOid: string | null;
  readonly editor: UserRecord | null;
  readonly lastEditedAt: Date | null;
}

export interface ReviewRecord extends Identified<"PullRequestReview"> {
  readonly author: UserRecord;
  readonly state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";
  readonly body: string;
  /** The head that was looked at. */
  readonly oid: string;
  readonly submittedAt: Date;
}

export interface LabelRecord extends Identified<"Label"> {
  readonly repository: RepositoryRecord;
  readonly name: string;
  readonly color: string;
}

const pullsIn = slot((state: GitHubState) =>
  slot((_: RepositoryRecord): Versions<number, PullRecord> => state.versions()),
);

/** Of one repository, by number. */
export const pullsOf = ({ state }: Host, repository: RepositoryRecord): Versions<number, PullRecord> =>
  pullsIn(state)(repository);

/** Labels of a repository by their name in lower case. */
export const labelsOf = slot((_: RepositoryRecord) => new Map<string, LabelRecord>());

/** The label of that name; one that is not there is made, as GitHub does for who may write. */
export function labelNamed({ state }: Host, repository: RepositoryRecord, name: string, color = "ededed"): LabelRecord {
  const labels = labelsOf(repository);
  const known = labels.get(name.toLowerCase());
  if (known !== undefined) return known;
  const made = state.record("Label", { repository, name, color });
  labels.set(name.toLowerCase(), made);
  return made;
}

/** Writes a changed pull request and tells the robots. */
export function changePull(
  host: Host,
  pull: PullRecord,
  change: Partial<PullRecord>,
  told?: { readonly action: string; readonly actor: UserRecord },
): PullRecord {
  const changed = { ...pull, ...change, updatedAt: host.now() };
  pullsOf(host, pull.repository).set(pull.number, changed);
  host.state.replace(changed);
  if (told !== undefined) host.emit({ name: "pull_request", repository: pull.repository, subject: changed, ...told });
  return changed;
}

/**
 * Takes over what git did since the last look: a head that was pushed, a head that arrived in the base by any way
 * (merged), a head that was deleted (closed).
 */
export async function syncPulls(host: Host, repository: RepositoryRecord): Promise<void> {
  for (const pull of pullsOf(host, repository).values()) if (pull.state === "open") await syncPull(host, pull);
}

async function syncPull(host: Host, pull: PullRecord): Promise<void> {
  const { repository, head } = pull;
  const baseOid = await readRef(repository.path, `refs/heads/${pull.base}`);
  const oid = await readHead(host, repository, head);
  const closed = { state: "closed", closedAt: host.now() } as const;
  if (baseOid === null) return void changePull(host, pull, closed);
  const tip = oid ?? head.oid;
  if (baseOid !== pull.baseOid || oid !== head.oid) {
    const range = await rangeOf(host, repository, baseOid, tip);
    if (range.ahead.length === 0) {
      const at = host.now();
      const merged = { state: "merged", mergedAt: at, closedAt: at, mergeOid: baseOid } as const;
      return void changePull(host, pull, { ...merged, head: { ...head, oid: tip } });
    }
  }
  if (oid === null) return void changePull(host, pull, { ...closed, baseOid });
  if (oid !== head.oid || baseOid !== pull.baseOid) changePull(host, pull, { baseOid, head: { ...head, oid } });
}

/** Where a head stands, its commits brought into the repository. */
export const readHead = (
  host: Host,
  repository: RepositoryRecord,
  head: Pick<PullRecord["head"], "repository" | "branch">,
): Promise<string | null> =>
  head.repository === repository
    ? readRef(repository.path, `refs/heads/${head.branch}`)
    : commitOfFork(host, repository, head.repository, head.branch);

/** The newest opinion of each person; a comment takes none away. */
export function opinions({ reviews }: PullRecord): ReviewRecord[] {
  const newest = new Map<UserRecord, ReviewRecord>();
  for (const review of reviews) if (review.state !== "COMMENTED") newest.set(review.author, review);
  return [...newest.values()];
}
