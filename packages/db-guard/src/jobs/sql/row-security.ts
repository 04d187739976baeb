import type { ReadSession } from "../../session/read-session.js";
import { rowsHidden } from "../errors.js";
import { quoteText } from "./text.js";

/** SQL over the catalog's row `c` of a table: policies say which rows of it this role may see. */
export const IS_SECURED = "(c.relrowsecurity and row_security_active(c.oid))";

// `r` is SELECT, `*` every command; the role 0 is PUBLIC.
const forUs = (table: string): string => `p.polrelid = ${table} and p.polcmd in ('r', '*')
    and exists (select 1 from unnest(p.polroles) role where case when role = 0 then true else pg_has_role(role, 'usage') end)`;

/**
 * Jobs that are hidden would look like none at all. A policy for every row hides none. Rules: PostgreSQL 17, chapter 5.9
 * (Row Security Policies).
 * @throws ReleaseError `ERR_JOBS_ROWS_HIDDEN`
 */
export async function refuseHiddenRows(session: ReadSession, engine: string, table: string): Promise<void> {
  const oid = `${quoteText(table)}::regclass`;
  const [row] = await session.rows(`select
    exists (select 1 from pg_policy p where ${forUs(oid)} and p.polpermissive and pg_get_expr(p.polqual, p.polrelid) = 'true')
    and not exists (select 1 from pg_policy p where ${forUs(oid)} and not p.polpermissive) as sees_all`);
  if (row?.["sees_all"] !== true) throw rowsHidden(engine, table);
}
