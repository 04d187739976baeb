import type { ReadSession } from "../session/read-session.js";

/** Tables that look like a job engine's, for the hint when none was found: another prefix, another schema. */
export async function tablesLikeJobs(session: ReadSession): Promise<readonly string[]> {
  const rows = await session.rows(`select n.nspname || '.' || c.relname as name from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and c.relname ~* '(jobs?|job_execution|fired_triggers|executions)$' order by 1 limit 5`);
  return rows.map(({ name }) => String(name));
}
