// PostgreSQL 13 and newer. Columns: PostgreSQL 17, chapters 27.2 (pg_stat_activity, pg_stat_replication), 52 (pg_locks,
// pg_prepared_xacts, pg_replication_slots).

const ms = (since: string): string => `greatest(0, round(extract(epoch from clock_timestamp() - ${since}) * 1000))`;
const WHO = `a.pid, a.usename::text as usename, a.application_name as application, a.client_addr::text as client,
  left(a.query, 4000) as query`;

/** Reserved connections (`reserved_connections` is there from 16 on) are not for those who deploy. */
export const SERVER = `
select current_database()::text as database, current_user::text as user,
  split_part(current_setting('server_version'), ' ', 1) as version, pg_is_in_recovery() as is_standby,
  (current_setting('is_superuser') = 'on' or pg_has_role(current_user, 'pg_read_all_stats', 'usage')) as sees_all,
  (select count(*) from pg_stat_activity where query = '<insufficient privilege>'
    and datname = current_database()) as hidden,
  (select count(*) from pg_stat_activity where usesysid is not null and coalesce(backend_type, 'client backend')
    = 'client backend') as used,
  current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
    - coalesce(nullif(current_setting('reserved_connections', true), '')::int, 0) as usable,
  to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`;

/** Transactions of this database, and autovacuum against wraparound, which no lock request can push aside. */
export const ACTIVITY = `
select ${WHO}, coalesce(a.state, 'active') as state, ${ms("a.xact_start")} as age_ms,
  ${ms("coalesce(a.state_change, a.xact_start)")} as in_state_ms,
  (a.backend_type = 'autovacuum worker' and a.query like '%(to prevent wraparound)%') as is_anti_wraparound
from pg_stat_activity a
where a.xact_start is not null and a.datname = current_database() and a.pid <> pg_backend_pid()
  and (a.backend_type <> 'autovacuum worker' or a.query like '%(to prevent wraparound)%')
  and a.backend_type <> 'walsender'
order by a.xact_start limit 200`;

export const PREPARED = `
select gid, owner::text as owner, ${ms("prepared")} as age_ms
from pg_prepared_xacts where database = current_database() order by prepared limit 200`;

/** `waitstart` is there from 14 on; before, the statement's start is the nearest there is. */
export const LOCK_WAITS = `
select ${WHO}, ${ms("coalesce((to_jsonb(l) ->> 'waitstart')::timestamptz, a.query_start)")} as waiting_ms,
  l.mode || ' on ' || coalesce(l.relation::regclass::text, l.locktype) as lock,
  pg_blocking_pids(a.pid) as blocked_by
from pg_locks l join pg_stat_activity a on a.pid = l.pid
where not l.granted and (l.database = (select oid from pg_database where datname = current_database())
  or (l.database is null and a.datname = current_database()))
order by a.query_start nulls last limit 200`;

const HERE = "case when pg_is_in_recovery() then pg_last_wal_receive_lsn() else pg_current_wal_lsn() end";

/** `replay_lag` is empty while nothing is written: then only the bytes count. */
export const REPLICAS = `
select coalesce(nullif(application_name, ''), 'pid ' || pid) as name, state,
  round(extract(epoch from replay_lag) * 1000) as lag_ms, pg_wal_lsn_diff(${HERE}, replay_lsn) as lag_bytes
from pg_stat_replication order by 1 limit 100`;

export const SLOTS = `
select slot_name::text as name, active, pg_wal_lsn_diff(${HERE}, restart_lsn) as retained_bytes, wal_status
from pg_replication_slots where not temporary order by 1 limit 100`;
