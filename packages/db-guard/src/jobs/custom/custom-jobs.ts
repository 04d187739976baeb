import type { Row } from "../../ports.js";
import type { JobEngine, JobReader, Sighting, SignOfLife } from "../job-engine.js";
import { ageMs, epochMs, quoteText } from "../sql/text.js";
import { toCount, toDate, toNumber, toText } from "../sql/values.js";
import { jobsQueryIncomplete } from "./errors.js";

export interface CustomJobs {
  /** As in `jobs --json`. */
  readonly name: string;
  /**
   * A query for the unfinished executions, one row each, with the columns `id`, `job`, `started_at`, `started_by`,
   * `done`, `total` and `last_sign_at`. It runs in the same read-only session as everything else.
   */
  readonly sql: string;
  /** Where `last_sign_at` is written at a fixed pace whatever the job does; without it an old one proves nothing. */
  readonly heartbeat?: { readonly everyMs: number; readonly deadAfterMs: number } | undefined;
}

// As `to_jsonb` writes instants, and as people write them into texts.
const TIME = "^\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?";
const ZONE = "([+-]\\d\\d(:?\\d\\d)?|Z)";
const COLUMNS = ["id", "job", "started_at", "started_by", "done", "total", "last_sign_at"];

/**
 * Guards any table: an engine whose unfinished executions the caller's own query names.
 * @throws ReleaseError `ERR_JOBS_QUERY` from its reads where it is more than one statement, a column is missing or a row
 *   has no id
 */
export function customJobs(custom: CustomJobs): JobEngine {
  // Of its own lines, so that a comment at the end does not swallow the rest.
  const query = custom.sql.replace(/;(\s|--[^\n]*(\n|$))*$/, "");
  const jobs = `(\n${query}\n) jobs`;
  return {
    name: custom.name,
    via: "sql",
    find: async (source, { timeZone }) => {
      if (source.via !== "sql") return null;
      if (query.includes(";"))
        throw jobsQueryIncomplete(custom.name, "it is more than one statement, or holds a semicolon");
      const { session } = source;
      const list = listOf(jobs, timeZone);
      const reader: JobReader = {
        description: `the query ${custom.name}`,
        anyUnfinished: async () =>
          (await session.rows(`select exists (select 1 from ${jobs}) as found`))[0]?.["found"] === true,
        unfinished: async (limit) => {
          const rows = await session.rows(list, [Math.max(1, limit)]);
          return {
            sightings: rows.slice(0, limit).map((row) => sightingOf(row, custom)),
            total: toCount(rows[0]?.["total_rows"]),
          };
        },
        usualDurations: async () => new Map(),
        // Nothing is known of what is finished.
        everUsed: async () => true,
        recovery: () => [],
      };
      return reader;
    },
  };
}

// `to_jsonb` takes whatever columns there are: a missing one is said by its name, not by the server's parser.
function listOf(jobs: string, timeZone: string | null): string {
  const column = (name: string): string => `row->>${quoteText(name)}`;
  const instant = (name: string): string => {
    const zoned = `when ${column(name)} ~ '${TIME}${ZONE}$' then (${column(name)})::timestamptz`;
    const local = `when ${column(name)} ~ '${TIME}$' then (${column(name)})::timestamp at time zone ${quoteText(timeZone ?? "")}`;
    return `case ${zoned} ${timeZone === null ? "" : local} end`;
  };
  return `select ${COLUMNS.map((name) => `${column(name)} as ${name}`).join(", ")},
    array(select jsonb_object_keys(row)) as present, total_rows,
    ${epochMs(instant("started_at"))} as started_ms,
    ${ageMs(instant("last_sign_at"))} as age_ms
  from (select to_jsonb(jobs) as row, count(*) over () as total_rows from ${jobs} limit $1) listed`;
}

function sightingOf(row: Row, { name, heartbeat }: CustomJobs): Sighting {
  const present = row["present"] as readonly string[];
  const missing = COLUMNS.filter((column) => !present.includes(column));
  if (missing.length > 0) throw jobsQueryIncomplete(name, `it does not answer ${missing.join(", ")}`);
  const id = toText(row["id"]);
  if (id === null) throw jobsQueryIncomplete(name, "a row has no id");
  const startedAt = toDate(row["started_ms"]);
  const local = startedAt === null ? toText(row["started_at"]) : null;
  return {
    ...{ id, job: toText(row["job"]) ?? "?", engineState: "unfinished", startedAt },
    ...(local === null ? {} : { startedAtLocal: local }),
    ...{ startedBy: toText(row["started_by"]), progress: progressOf(row), worker: null },
    signs: signsOf(toNumber(row["age_ms"]), heartbeat),
  };
}

function progressOf(row: Row): Sighting["progress"] {
  const done = toNumber(row["done"]);
  return done === null ? null : { done, total: toNumber(row["total"]) };
}

function signsOf(age: number | null, heartbeat: CustomJobs["heartbeat"]): SignOfLife[] {
  if (age === null) return [];
  const name = "last_sign_at";
  return [
    heartbeat === undefined
      ? { kind: "checkpoint", ageMs: age, name }
      : { kind: "heartbeat", ageMs: age, name, ...heartbeat },
  ];
}
