import type { ReadSession } from "../session/read-session.js";

export interface Catalog {
  /** As the server calls it. */
  readonly name: string;
  /** `15.18` */
  readonly version: string;
  readonly bytes: number;
  readonly tables: readonly Table[];
}

export interface Table {
  readonly oid: number;
  readonly name: string;
  /** A partitioned table has none of its own. */
  readonly hasRows: boolean;
}

const SERVER = `select current_database()::text as name, split_part(current_setting('server_version'), ' ', 1) as version,
  pg_database_size(current_database()) as bytes`;

/** What `pg_dump` takes along: not what belongs to extensions, which bring it themselves. */
export const TABLES = `select c.oid::bigint as oid, n.nspname || '.' || c.relname as name, c.relkind = 'r' as has_rows
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and c.relpersistence <> 't' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and not exists (select from pg_depend d
    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

/** @throws ReleaseError as `ReadSession.rows` */
export async function readCatalog(session: ReadSession): Promise<Catalog> {
  const [server = {}] = await session.rows(SERVER);
  const tables = await session.rows(TABLES);
  return {
    name: String(server["name"]),
    version: String(server["version"]),
    bytes: Number(server["bytes"]),
    tables: tables.map((row) => ({
      oid: Number(row["oid"]),
      name: String(row["name"]),
      hasRows: row["has_rows"] === true,
    })),
  };
}
