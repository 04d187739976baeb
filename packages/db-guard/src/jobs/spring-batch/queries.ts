import { quoteName, quoteText } from "../sql/text.js";
import type { UsersTable } from "../job-engine.js";
import type { BatchSchema } from "./schema.js";

// Texts without placeholders: they travel in the same message as the beginning of the transaction.

/**
 * The process writes STATUS and END_TIME in one statement: what has an END_TIME has ended, whatever its STATUS is. A row
 * with a final STATUS and no END_TIME was ended by hand, by half (spring-batch issue 5418); it must be seen, since Spring
 * Batch 4 takes it for running. The partial index that the README recommends has this very condition.
 */
const UNFINISHED = "end_time is null";

export const anyUnfinished = ({ tables }: BatchSchema): string =>
  `select exists (select 1 from ${tables.job_execution} where ${UNFINISHED}) as found`;

export const everUsed = ({ tables }: BatchSchema): string =>
  `select exists (select 1 from ${tables.job_execution}) as found`;

/** Each unfinished execution once, the oldest first. Times in milliseconds since 1970 where the zone is known. */
export function unfinished(schema: BatchSchema, timeZone: string | null, limit: number): string {
  const { tables } = schema;
  const at = (column: string): string => instant(schema, timeZone, column);
  return `select e.job_execution_id::text as id, i.job_name::text as job, e.status::text as status,
    e.total::int as total,
    coalesce(e.start_time, e.create_time)::text as started_local,
    ${at("coalesce(e.start_time, e.create_time)")} as started_ms,
    ${ageOf(at("e.last_updated"))} as updated_age_ms
  from (select *, count(*) over () as total from ${tables.job_execution} where ${UNFINISHED}
    order by create_time, job_execution_id limit ${limit}) e
  left join ${tables.job_instance} i on i.job_instance_id = e.job_instance_id
  order by e.create_time, e.job_execution_id`;
}

export interface DetailsWanted {
  readonly timeZone: string | null;
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly users: UsersWanted | null;
}

export interface UsersWanted {
  readonly table: UsersTable;
  readonly numeric: boolean;
}

/** Parameters and steps side by side: joined, each step would repeat each parameter. */
export function details(schema: BatchSchema, { timeZone, ids, names, users }: DetailsWanted): string {
  const { tables, generation } = schema;
  const these = `job_execution_id = any ('{${ids.filter((id) => /^\d+$/.test(id)).join(",")}}'::bigint[])`;
  const [name, value] = generation === 5 ? ["parameter_name", "parameter_value"] : ["key_name", VALUE_4];
  return `select 'parameter' as what, job_execution_id::text as id, ${name}::text as name, ${value}::text as text,
    ${users === null ? "null" : userName(users, `(${value})::text`)} as said, null::bigint as written, null::bigint as "read",
    null::float8 as updated_age_ms
  from ${tables.job_execution_params} where ${these} and ${name} in (${names.map(quoteText).join(", ")})
  union all
  select 'step', job_execution_id::text, step_name::text, status::text, null, write_count, read_count,
    ${ageOf(instant(schema, timeZone, "last_updated"))}
  from ${tables.step_execution} where ${these}`;
}

/** Only among the newest executions: their key has an index, and older ones say less. */
export const usualDurations = ({ tables }: BatchSchema, jobs: readonly string[]): string =>
  `select i.job_name::text as job,
    percentile_cont(0.5) within group (order by extract(epoch from e.end_time - e.start_time) * 1000)::float8 as ms
  from (select * from ${tables.job_execution} order by job_execution_id desc limit 1000) e
  join ${tables.job_instance} i on i.job_instance_id = e.job_instance_id
  where e.status = 'COMPLETED' and e.end_time >= e.start_time and i.job_name in (${jobs.map(quoteText).join(", ")})
  group by 1`;

/** How the column of the users' ids is to be compared. */
export const userIdType = ({ table, id }: UsersTable): string =>
  `select format_type(atttypid, null) as type from pg_catalog.pg_attribute
  where attrelid = ${quoteText(qualified(table))}::regclass and attname = ${quoteText(id)} and attnum > 0`;

/** In Spring Batch 4 the type says which column has the value. */
const VALUE_4 =
  "case type_cd when 'LONG' then long_val::text when 'DOUBLE' then double_val::text when 'DATE' then date_val::text else string_val end";

/** A scalar read: whoever is not there, or is there twice, takes no execution away and adds none. */
function userName({ table: { table, id, name }, numeric }: UsersWanted, text: string): string {
  const read = (match: string): string =>
    `(select u.${quoteName(name)}::text from ${qualified(table)} u where ${match} limit 1)`;
  const key = `u.${quoteName(id)}`;
  // Long numbers do not fit, and whatever else stands there is no id.
  return numeric
    ? `case when ${text} ~ '^[0-9]{1,18}$' then ${read(`${key} = (${text})::bigint`)} end`
    : read(`${key}::text = ${text}`);
}

const qualified = (table: string): string => table.split(".").map(quoteName).join(".");

const instant = ({ zoned }: BatchSchema, timeZone: string | null, column: string): string => {
  if (!zoned && timeZone === null) return "null::float8";
  const point = zoned ? column : `(${column} at time zone ${quoteText(timeZone ?? "")})`;
  return `(extract(epoch from ${point}) * 1000)::float8`;
};

const ageOf = (instantMs: string): string => `(extract(epoch from clock_timestamp()) * 1000 - ${instantMs})::float8`;
