import type { ReadSession } from "../../session/read-session.js";
import { schemaAmbiguous } from "../errors.js";
import { quoteName, quoteText } from "./text.js";

/** A table of an engine, as the catalog has it. */
export interface Table {
  readonly schema: string;
  readonly name: string;
  /** Schema and name, quoted. */
  readonly sql: string;
  /** Type names of the columns (`timestamptz`, `uuid`) by their names. */
  readonly columns: ReadonlyMap<string, string>;
}

/** The tables of one engine, all in one schema. */
export interface FoundTables {
  readonly schema: string;
  /** By the names that were asked for. */
  readonly tables: ReadonlyMap<string, Table>;
  /** Schemas that hold the same tables and are not looked at. */
  readonly others: readonly string[];
}

// The catalog can be read by everybody: a table without a privilege is found here, and said when it is read.
const CATALOG = `
select n.nspname as schema, c.relname as name, pg_table_is_visible(c.oid) as visible,
       (select json_object_agg(a.attname, t.typname) from pg_attribute a join pg_type t on t.oid = a.atttypid
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relname = any($1::text[]) and c.relkind in ('r', 'p', 'v', 'm', 'f')
  and ($2::text is null or n.nspname = $2) and not pg_is_other_temp_schema(n.oid)
order by pg_table_is_visible(c.oid) desc, n.nspname`;

/**
 * Looks for an engine's tables: in the schema that is named, else along the search path, else wherever they are.
 * @returns null where no schema has all of `required`
 * @throws ReleaseError `ERR_JOBS_AMBIGUOUS` where several have them and the search path prefers none
 */
export async function findTables(
  session: ReadSession,
  engine: string,
  wanted: { readonly required: readonly string[]; readonly optional?: readonly string[] },
  schema: string | undefined,
): Promise<FoundTables | null> {
  const names = [...wanted.required, ...(wanted.optional ?? [])];
  const rows = await session.rows(CATALOG, [names, schema ?? null]);
  const schemas = new Map<string, Map<string, Table>>();
  for (const row of rows) {
    const table = tableOf(row);
    const tables = schemas.get(table.schema) ?? new Map<string, Table>();
    schemas.set(table.schema, tables.set(table.name, table));
  }
  const whole = [...schemas].filter(([, tables]) => wanted.required.every((name) => tables.has(name)));
  const first = whole[0];
  if (first === undefined) return null;
  const isVisible = rows.some((row) => row["schema"] === first[0] && row["visible"] === true);
  if (whole.length > 1 && !isVisible)
    throw schemaAmbiguous(
      engine,
      whole.map(([name]) => name),
    );
  return { schema: first[0], tables: first[1], others: whole.slice(1).map(([name]) => name) };
}

function tableOf(row: Readonly<Record<string, unknown>>): Table {
  const schema = String(row["schema"]);
  const name = String(row["name"]);
  const columns = typeof row["columns"] === "string" ? (JSON.parse(row["columns"]) as unknown) : row["columns"];
  return {
    ...{ schema, name },
    sql: `${quoteName(schema)}.${quoteName(name)}`,
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
