import { quoteText } from "../sql/text.js";

// AdvisoryLockable.hash_function: md5 unless it was set. `sha1` and `uuid_v5` need extensions and cannot be followed.
const HASHES = ["md5", "sha224", "sha256", "sha384", "sha512"] as const;

/**
 * SQL: whether a session of this database holds GoodJob's advisory lock on any of the rows. The key is made of the
 * table's name and the row's id (`advisory_lock_bigint_sql` in
 * bensheldon/good_job `app/models/concerns/good_job/advisory_lockable.rb`). Null on a standby, which knows no locks of
 * its primary.
 */
export function holdsLock(table: string, ids: readonly string[]): string {
  const keys = ids.flatMap((id) => keysOf(`(${quoteText(`${table}-`)} || ${id}::text)`));
  return `case when not pg_is_in_recovery() then exists (select 1 from pg_locks l where l.locktype = 'advisory'
    and l.granted and l.objsubid = 1 and l.database = (select oid from pg_database where datname = current_database())
    and ((l.classid::bigint << 32) | l.objid::bigint) in (${keys.join(", ")})) end`;
}

function keysOf(text: string): string[] {
  const hexOf = (hash: (typeof HASHES)[number]): string =>
    hash === "md5" ? `md5(${text})` : `encode(${hash}(convert_to(${text}, 'UTF8')), 'hex')`;
  const keys = HASHES.map((hash) => `('x' || substr(${hexOf(hash)}, 1, 16))::bit(64)::bigint`);
  return [...keys, `hashtext(${text})::bigint`];
}
