import { quoteText } from "../sql/text.js";

// AdvisoryLockable.hash_function: md5 unless it was set. `sha1` and `uuid_v5` need extensions and cannot be followed.
const HASHES = ["md5", "sha224", "sha256", "sha384", "sha512"] as const;

const KEY = "(l.classid::bigint << 32) | l.objid::bigint";
const ADVISORY_LOCKS = `pg_locks l where l.locktype = 'advisory' and l.granted and l.objsubid = 1
    and l.database = (select oid from pg_database where datname = current_database())`;

/**
 * SQL: whether a session of this database holds GoodJob's advisory lock on any of the rows. The key is made of the
 * table's name and the row's id (`advisory_lock_bigint_sql` in
 * bensheldon/good_job `app/models/concerns/good_job/advisory_lockable.rb`). Null on a standby, which knows no locks of
 * its primary.
 */
export const holdsLock = (table: string, ids: readonly string[]): string =>
  `case when not pg_is_in_recovery() then exists (select 1 from ${ADVISORY_LOCKS}
    and (${KEY}) in (${keysOfRow(table, ids).join(", ")})) end`;

/** Rows on which GoodJob holds locks: `from` and `where` of a query, and the columns that may stand in the key. */
export interface LockedRows {
  readonly table: string;
  readonly from: string;
  readonly ids: readonly string[];
}

/**
 * SQL: whether there is an advisory lock that none of the rows explains. It may be a job's, by a hash that cannot be
 * followed: while there is one, the lack of a known lock proves nothing.
 */
export function holdsOtherLock(rows: readonly LockedRows[]): string {
  const known = rows.map(
    ({ table, from, ids }) => `select 1 from ${from} where (${KEY}) in (${keysOfRow(table, ids).join(", ")})`,
  );
  return `(select exists (select 1 from ${ADVISORY_LOCKS} and not exists (${known.join(" union all ")})))`;
}

const keysOfRow = (table: string, ids: readonly string[]): string[] =>
  ids.flatMap((id) => keysOf(`(${quoteText(`${table}-`)} || ${id}::text)`));

function keysOf(text: string): string[] {
  const hexOf = (hash: (typeof HASHES)[number]): string =>
    hash === "md5" ? `md5(${text})` : `encode(${hash}(convert_to(${text}, 'UTF8')), 'hex')`;
  const keys = HASHES.map((hash) => `('x' || substr(${hexOf(hash)}, 1, 16))::bit(64)::bigint`);
  return [...keys, `hashtext(${text})::bigint`];
}
