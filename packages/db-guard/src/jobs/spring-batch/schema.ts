import type { ReadSession } from "../../session/read-session.js";
import { quoteName, quoteText } from "../sql/text.js";
import { schemaAmbiguous, schemaIncomplete } from "../errors.js";
import { IS_SECURED, refuseHiddenRows } from "../sql/row-security.js";
import type { EngineOptions } from "../job-engine.js";

const TABLES = ["job_instance", "job_execution", "job_execution_params", "step_execution"] as const;
type TableName = (typeof TABLES)[number];

/** Where the tables are, and of which generation. */
export interface BatchSchema {
  /** Spring Batch 5 gave every parameter one text column, where 4 has one for each type. */
  readonly generation: 4 | 5;
  /** As it is written in the tables' names. */
  readonly prefix: string;
  readonly schema: string;
  /** Quoted and qualified, by its name without the prefix. */
  readonly tables: Readonly<Record<TableName, string>>;
  /** The times have a zone of their own, so that nobody has to know the process'. Not so in the engine's own schemas. */
  readonly zoned: boolean;
}

const DEFAULT_PREFIX = "batch_";

/** Candidates with their columns and types. By exact names an index answers. */
const candidates = (which: string): string => `select n.nspname::text as schema, c.relname::text as name,
    pg_table_is_visible(c.oid) as visible, ${IS_SECURED} as secured,
    array(select a.attname || ' ' || format_type(a.atttypid, null) from pg_catalog.pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'f') and ${which}`;

const WITH_ANY_PREFIX = `n.nspname !~ '^pg_'
    and c.relname ~* '(job_instance|job_execution|job_execution_params|step_execution)$'`;

interface Found {
  readonly schema: string;
  readonly name: string;
  readonly visible: boolean;
  readonly secured: boolean;
  readonly columns: readonly string[];
}

/**
 * Finds the tables by the catalogue, which everybody may read. Without a prefix it takes the engine's own, or the only
 * one that there is.
 * @returns null where there are none
 * @throws ReleaseError `ERR_JOBS_AMBIGUOUS`, `ERR_JOBS_SCHEMA`, `ERR_JOBS_ROWS_HIDDEN`
 */
export async function findSchema(session: ReadSession, options: EngineOptions): Promise<BatchSchema | null> {
  const { schema, prefix } = placeOf(options);
  const found = await findCandidates(session, prefix, schema);
  const places = found
    .filter(({ name }) => name.toLowerCase().endsWith("job_execution"))
    .map((execution) => ({ ...execution, prefix: execution.name.slice(0, -"job_execution".length) }))
    .filter((place) => prefix === undefined || place.prefix.toLowerCase() === prefix.toLowerCase())
    .filter(({ columns }) => columns.some((column) => column.startsWith("job_instance_id ")));
  const place = onlyOne(places);
  if (place === undefined) return null;
  if (place.secured)
    await refuseHiddenRows(session, "Spring Batch", `${quoteName(place.schema)}.${quoteName(place.name)}`);
  const own = found.filter(({ schema: at }) => at === place.schema);
  const table = (name: TableName) => own.find((one) => one.name.toLowerCase() === (place.prefix + name).toLowerCase());
  const missing = TABLES.filter((name) => table(name) === undefined);
  const parameters = table("job_execution_params")?.columns.map((column) => column.split(" ")[0]) ?? [];
  const generation = parameters.includes("parameter_name") ? 5 : parameters.includes("key_name") ? 4 : null;
  if (missing.length > 0)
    throw schemaIncomplete(
      "Spring Batch",
      missing.map((name) => place.prefix + name),
    );
  if (generation === null)
    throw schemaIncomplete("Spring Batch", [`${place.prefix}job_execution_params.parameter_name`]);
  const qualified = (name: TableName): string => `${quoteName(place.schema)}.${quoteName(table(name)?.name ?? name)}`;
  return {
    generation,
    prefix: place.prefix,
    schema: place.schema,
    tables: {
      job_instance: qualified("job_instance"),
      job_execution: qualified("job_execution"),
      job_execution_params: qualified("job_execution_params"),
      step_execution: qualified("step_execution"),
    },
    zoned: place.columns.includes("create_time timestamp with time zone"),
  };
}

/** Mostly they have the engine's own names and are on the search path; else every table is looked at. */
async function findCandidates(session: ReadSession, prefix: string | undefined, schema: string | undefined) {
  const only = schema === undefined ? "" : ` and n.nspname = ${quoteText(schema)}`;
  const ask = async (which: string): Promise<readonly Found[]> =>
    (await session.rows(candidates(which + only))) as unknown as readonly Found[];
  const names = TABLES.map((name) => (prefix ?? DEFAULT_PREFIX) + name).flatMap((name) => [
    name.toLowerCase(),
    name.toUpperCase(),
  ]);
  const exact = await ask(`c.relname in (${names.map(quoteText).join(", ")})`);
  const isThere = exact.some(({ visible }) => visible || schema !== undefined);
  return isThere ? exact : ask(WITH_ANY_PREFIX);
}

/** Spring's own setting takes the schema in front of the prefix: `batch.BATCH_`. */
function placeOf({ schema, prefix }: EngineOptions): { schema: string | undefined; prefix: string | undefined } {
  const dot = prefix?.indexOf(".") ?? -1;
  if (prefix === undefined || dot < 0) return { schema, prefix };
  return { schema: schema ?? prefix.slice(0, dot), prefix: prefix.slice(dot + 1) };
}

/** What the search path finds goes before the rest, and the engine's own prefix before others. */
function onlyOne<T extends Found & { readonly prefix: string }>(places: readonly T[]): T | undefined {
  const best = [
    (place: T) => place.visible && place.prefix.toLowerCase() === DEFAULT_PREFIX,
    (place: T) => place.visible,
    (place: T) => place.prefix.toLowerCase() === DEFAULT_PREFIX,
    () => true,
  ];
  const candidates = best.map((is) => places.filter(is)).find((some) => some.length > 0) ?? [];
  if (candidates.length > 1) {
    throw schemaAmbiguous(
      "Spring Batch",
      candidates.map(({ schema, name }) => `${schema}.${name}`),
    );
  }
  return candidates[0];
}
