import type { Row } from "../../ports.js";
import type { ReadSession } from "../../session/read-session.js";
import type { JobReader, Sighting } from "../job-engine.js";
import { toCount, toNumber, toText } from "./values.js";
import { quoteText } from "./text.js";
import type { Table } from "./tables.js";

/** What sets one engine on PostgreSQL apart from another. */
export interface SqlJobs {
  readonly description: string;
  /** `from` and `where` of the cheap question: the unfinished executions and nothing else. */
  readonly from: string;
  readonly where: string;
  /** Joins that only the full list needs; one row an execution. */
  readonly joins?: string;
  /** SQL by alias: what `sighting` is made of. */
  readonly columns: Readonly<Record<string, string>>;
  readonly order: string;
  readonly sighting: (row: Row) => Sighting;
  /** Answers `job` and `ms` for the jobs in `$1`; absent where no history is kept. */
  readonly history?: string;
  /** Tables in which something was as soon as the engine was used. */
  readonly used: readonly Table[];
  readonly recovery: (sighting: Sighting) => readonly string[];
}

/** The reader that all engines on PostgreSQL have in common: each question is one statement. */
export function sqlReader(session: ReadSession, jobs: SqlJobs): JobReader {
  const { from, where, joins = "", order } = jobs;
  const columns = Object.entries(jobs.columns).map(([alias, sql]) => `${sql} as ${alias}`);
  const any = `select exists (select 1 from ${from} where ${where}) as found`;
  const list = `select ${columns.join(", ")}, count(*) over () as total from ${from} ${joins} where ${where} order by ${order} limit $1`;
  const used = `select (${jobs.used.map(isUsed).join(" or ")}) as found`;
  return {
    description: jobs.description,
    anyUnfinished: async () => (await session.rows(any))[0]?.["found"] === true,
    unfinished: async (limit) => {
      const rows = await session.rows(list, [Math.max(1, limit)]);
      return { sightings: rows.slice(0, limit).map(jobs.sighting), total: toCount(rows[0]?.["total"]) };
    },
    usualDurations: async (names) => {
      if (jobs.history === undefined || names.length === 0) return new Map();
      const rows = await session.rows(medianOf(jobs.history), [names]);
      return new Map(
        rows.flatMap((row) => {
          const [job, ms] = [toText(row["job"]), toNumber(row["ms"])];
          return job === null || ms === null ? [] : [[job, ms] as const];
        }),
      );
    },
    everUsed: async () => (await session.rows(used))[0]?.["found"] === true,
    recovery: (sighting) => jobs.recovery(sighting),
  };
}

const medianOf = (history: string): string =>
  `select job, percentile_cont(0.5) within group (order by ms)::float8 as ms from (${history}) finished where ms >= 0 group by job`;

// Most engines delete what is finished: the server's own statistics remember that there was something.
const isUsed = (table: Table): string =>
  `exists (select 1 from ${table.sql}) or coalesce((select n_tup_ins > 0 from pg_stat_all_tables where relid = ${quoteText(table.sql)}::regclass), false)`;
