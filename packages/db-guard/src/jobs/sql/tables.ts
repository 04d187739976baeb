import type { Row } from "../../ports.js";
import type { ReadSession } from "../../session/read-session.js";
import { schemaAmbiguous } from "../errors.js";
import { IS_SECURED, refuseHiddenRows } from "./row-security.js";
import { quoteName, quoteText } from "./text.js";

/** A table of an engine, as the catalog has it. */
export interface Table {
  readonly schema: string;
  readonly name: string;
  /** Schema and name, quoted. */
  readonly sql: string;
  /** Type names of the columns (`timestamptz`, `uuid`) by their names. */
  readonly columns: ReadonlyMap<string, string>;
  /** Policies say which rows of it the role may see. */
  readonly isSecured: boolean;
}

/** The tables of one engine, all in one schema. */
export interface FoundTables {
  readonly schema: string;
  /** By the names that were asked for. */
  readonly tables: ReadonlyMap<string, Table>;
  /** Schemas that hold the same tables and are not looked at. */
  readonly others: readonly string[];
}

/** The names that the engines usually have: one look at the catalog serves all of them. */
const USUAL_NAMES: readonly string[] = [
  ...["qrtz_fired_triggers", "qrtz_scheduler_state", "qrtz_job_details"],
  ...["job", "version", "schedule", "archive"], // pg-boss
  ...["_private_jobs", "_private_tasks", "jobs", "job_queues", "migrations", "tasks"], // Graphile Worker
  ...["oban_jobs", "good_jobs", "good_job_processes", "delayed_jobs"],
  ...["solid_queue_claimed_executions", "solid_queue_processes", "solid_queue_jobs"],
];

// The catalog can be read by everybody: a table without a privilege is found here, and said when it is read.
const CATALOG = `
select n.nspname as schema, c.relname as name, pg_table_is_visible(c.oid) as visible, ${IS_SECURED} as secured,
       (select json_object_agg(a.attname, t.typname) from pg_attribute a join pg_type t on t.oid = a.atttypid
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relname = any($1::text[]) and c.relkind in ('r', 'p', 'v', 'm', 'f') and not pg_is_other_temp_schema(n.oid)
order by pg_table_is_visible(c.oid) desc, n.nspname`;

// A session is one look: what it saw in the catalog holds until its end.
const seen = new WeakMap<ReadSession, Promise<readonly Row[]>>();

function catalogOf(session: ReadSession, names: readonly string[]): Promise<readonly Row[]> {
  if (!names.every((name) => USUAL_NAMES.includes(name))) return session.rows(CATALOG, [names]);
  const known = seen.get(session) ?? session.rows(CATALOG, [USUAL_NAMES]);
  seen.set(session, known);
  return known;
}

/**
 * Looks for an engine's tables: in the schema that is named, else along the search path, else wherever they are.
 * @returns null where no schema has all of `required`
 * @throws ReleaseError `ERR_JOBS_AMBIGUOUS` where several have them and the search path prefers none,
 *   `ERR_JOBS_ROWS_HIDDEN`
 */
export async function findTables(
  session: ReadSession,
  engine: string,
  wanted: { readonly required: readonly string[]; readonly optional?: readonly string[] },
  schema: string | undefined,
): Promise<FoundTables | null> {
  const names = [...wanted.required, ...(wanted.optional ?? [])];
  const schemas = new Map<string, { isVisible: boolean; tables: Map<string, Table> }>();
  for (const row of await catalogOf(session, names)) {
    const table = tableOf(row);
    if (!names.includes(table.name) || (schema !== undefined && table.schema !== schema)) continue;
    const place = schemas.get(table.schema) ?? { isVisible: row["visible"] === true, tables: new Map() };
    place.tables.set(table.name, table);
    schemas.set(table.schema, place);
  }
  const whole = [...schemas].filter(([, { tables }]) => wanted.required.every((name) => tables.has(name)));
  const places = whole.map(([name]) => name);
  const [first, ...others] = whole;
  if (first === undefined) return null;
  if (others.length > 0 && !first[1].isVisible) throw schemaAmbiguous(engine, places);
  for (const { isSecured, sql } of first[1].tables.values())
    if (isSecured) await refuseHiddenRows(session, engine, sql);
  return { schema: first[0], tables: first[1].tables, others: places.slice(1) };
}

function tableOf(row: Row): Table {
  const schema = String(row["schema"]);
  const name = String(row["name"]);
  const columns = typeof row["columns"] === "string" ? (JSON.parse(row["columns"]) as unknown) : row["columns"];
  return {
    ...{ schema, name },
    sql: `${quoteName(schema)}.${quoteName(name)}`,
    isSecured: row["secured"] === true,
    columns: new Map(Object.entries((columns ?? {}) as Readonly<Record<string, string>>)),
  };
}

/** What a description says about the place: where it is, and where else it could have been. */
export function placeOf({ schema, others }: FoundTables): string {
  const also = others.length === 0 ? "" : ` (also in ${others.join(", ")}: name the schema that is meant)`;
  return `schema ${schema}${also}`;
}

/**
 * An instant of a column whose writer keeps UTC unless it was told otherwise (ActiveRecord, Ecto): columns with a zone
 * need none.
 */
export function instantOf(table: Table, column: string, zone: string | null, alias: string): string {
  const sql = `${alias}.${quoteName(column)}`;
  return table.columns.get(column) === "timestamptz" ? sql : `(${sql} at time zone ${quoteText(zone ?? "UTC")})`;
}
