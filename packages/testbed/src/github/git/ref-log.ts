import type { GitHubState } from "../state/git-hub-state.js";
import type { GitHubEvent, RepositoryRecord } from "../state/records.js";
import { slot } from "../state/slot.js";
import { type AsOf, sees } from "../state/versions.js";
import { listRefs, type StoredRef } from "./refs.js";

/** What a push changed, or the API in its place. */
export interface RefMove {
  /** Full. */
  readonly ref: string;
  /** Null: it was not there. */
  readonly before: string | null;
  /** Null: it was deleted. */
  readonly after: string | null;
}

const logOf = slot((_: RepositoryRecord) => [] as (RefMove & AsOf)[]);

/** Remembers when a ref moved, for lists that lag. */
export function noteMove(state: GitHubState, { name, repository, subject }: GitHubEvent): void {
  if (name === "push") logOf(repository).push({ ...(subject as RefMove), ...state.next() });
}

/** The refs below a prefix; with `asOf` as they were before every move that it does not see. */
export async function listRefsAsOf(
  repository: RepositoryRecord,
  prefix: string,
  asOf: AsOf | undefined,
): Promise<StoredRef[]> {
  const refs = await listRefs(repository.path, prefix);
  if (asOf === undefined) return refs;
  const oids = new Map(refs.map(({ ref, oid }) => [ref, oid]));
  for (const move of logOf(repository).toReversed()) {
    if (sees(asOf, move) || !move.ref.startsWith(prefix)) continue;
    if (move.before === null) oids.delete(move.ref);
    else oids.set(move.ref, move.before);
  }
  return [...oids].map(([ref, oid]) => ({ ref, oid })).sort((one, other) => (one.ref < other.ref ? -1 : 1));
}
