import type { Row } from "../../ports.js";
import type { JobEngine, Sighting } from "../job-engine.js";
import { sqlReader } from "../sql/sql-reader.js";
import { findTables, instantOf, placeOf, type Table } from "../sql/tables.js";
import { epochMs } from "../sql/text.js";
import { toDate, toText } from "../sql/values.js";

/**
 * Oban. Running is `state = 'executing'`; `attempted_by` holds the node and the producer. Its own rescue (`Lifeline`)
 * goes by the time since `attempted_at` alone: no sign of life. Times are UTC (`utc_datetime_usec`). Schema:
 * oban-bg/oban, `lib/oban/migrations/postgres/v01.ex` to `v14.ex`.
 */
export const oban: JobEngine = {
  name: "oban",
  via: "sql",
  find: async (source, { schema }) => {
    if (source.via !== "sql") return null;
    const found = await findTables(source.session, "Oban", { required: ["oban_jobs"] }, schema);
    const jobs = found?.tables.get("oban_jobs");
    if (!found || jobs === undefined) return null;
    const attempted = instantOf(jobs, "attempted_at", "UTC", "j");
    const completed = instantOf(jobs, "completed_at", "UTC", "j");
    return sqlReader(source.session, {
      description: `Oban, ${placeOf(found)}`,
      from: `${jobs.sql} j`,
      where: "j.state = 'executing'",
      order: "j.attempted_at, j.id",
      columns: {
        ...{ id: "j.id::text", job: "j.worker", state: "j.state::text", started_ms: epochMs(attempted) },
        // Written from version 3 of the schema on.
        node: jobs.columns.has("attempted_by") ? "j.attempted_by[1]" : "null::text",
      },
      sighting,
      history: `select j.worker as job, ${epochMs(completed)} - ${epochMs(attempted)} as ms from ${jobs.sql} j where j.state = 'completed' and j.worker = any($1::text[])`,
      used: [jobs],
      recovery: ({ id }) => rescue(jobs, id),
    });
  },
};

function sighting(row: Row): Sighting {
  const node = toText(row["node"]);
  return {
    ...{ id: String(row["id"]), job: toText(row["job"]) ?? "?", engineState: String(row["state"]) },
    ...{ startedAt: toDate(row["started_ms"]), startedBy: null, progress: null, signs: [] },
    // A node is `name@host` in a cluster, else the host's name.
    worker: node === null ? null : { host: node.slice(node.indexOf("@") + 1), process: node },
  };
}

// What its own `Lifeline` does (lib/oban/engines/basic.ex, rescue_jobs).
const rescue = (jobs: Table, id: string): readonly string[] => [
  `update ${jobs.sql} set state = 'available' where id = ${id} and state = 'executing' and attempt < max_attempts;`,
  `update ${jobs.sql} set state = 'discarded', discarded_at = timezone('UTC', now()) where id = ${id} and state = 'executing' and attempt >= max_attempts;`,
];
