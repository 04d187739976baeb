/**
 * SQL over the catalog's row `c` of a table: whether row-level security may hide rows of it from this role. Hidden jobs
 * would look like none at all. Owners and whoever has a policy for every row see them all. Rules: PostgreSQL 17, chapter
 * 5.9 (Row Security Policies).
 */
export const MAY_HIDE_ROWS = `(c.relrowsecurity and row_security_active(c.oid) and not (
    exists (select 1 from pg_policy p where ${forReadersOf("c")} and p.polpermissive and pg_get_expr(p.polqual, c.oid) = 'true')
    and not exists (select 1 from pg_policy p where ${forReadersOf("c")} and not p.polpermissive)))`;

/** `r` is SELECT, `*` every command; the role 0 is PUBLIC. */
function forReadersOf(table: string): string {
  return `p.polrelid = ${table}.oid and p.polcmd in ('r', '*') and exists (select 1 from unnest(p.polroles) role
      where case when role = 0 then true else pg_has_role(role, 'usage') end)`;
}
