import type { Row } from "../../ports.js";
import type { JobEngine, Sighting, SignOfLife } from "../job-engine.js";
import { beatSign } from "../sql/beats.js";
import { sqlReader } from "../sql/sql-reader.js";
import { findTables, instantOf, placeOf, type Table } from "../sql/tables.js";
import { ageMs, epochMs, quoteName } from "../sql/text.js";
import { toDate, toNumber, toText } from "../sql/values.js";

// SolidQueue.process_heartbeat_interval and process_alive_threshold, unless the application set others.
const BEAT = { everyMs: 60_000, deadAfterMs: 300_000 };
const CLAIMED = "solid_queue_claimed_executions";
const PROCESSES = "solid_queue_processes";
const JOBS = "solid_queue_jobs";

/**
 * Solid Queue. Running is a row of `solid_queue_claimed_executions`; its process beats in `solid_queue_processes`. A
 * claim whose process is not registered is what Solid Queue itself calls orphaned. Schema and rules: rails/solid_queue,
 * `queue_schema.rb`, `process/prunable.rb`, `claimed_execution.rb`.
 */
export const solidQueue: JobEngine = {
  name: "solid-queue",
  via: "sql",
  find: async (source, { schema, timeZone }) => {
    if (source.via !== "sql") return null;
    const found = await findTables(source.session, "Solid Queue", { required: [CLAIMED, PROCESSES, JOBS] }, schema);
    if (found === null) return null;
    const [claimed, processes, jobs] = [CLAIMED, PROCESSES, JOBS].map((name) => found.tables.get(name) as Table);
    if (!claimed || !processes || !jobs) return null;
    return sqlReader(source.session, {
      description: `Solid Queue, ${placeOf(found)}`,
      from: `${claimed.sql} c`,
      where: "true",
      joins: `left join ${jobs.sql} j on j.id = c.job_id left join ${processes.sql} p on p.id = c.process_id`,
      order: "c.created_at, c.job_id",
      columns: {
        ...{ id: "c.job_id::text", job: "j.class_name", queue: "j.queue_name" },
        started_ms: epochMs(instantOf(claimed, "created_at", timeZone, "c")),
        ...{ process: "p.id::text", host: "p.hostname", pid: "p.pid::text" },
        process_name: processes.columns.has("name") ? "p.name" : "p.kind",
        age_ms: ageMs(instantOf(processes, "last_heartbeat_at", timeZone, "p")),
        certain: zoneIsCertain(processes, timeZone),
      },
      sighting,
      used: [jobs],
      recovery: ({ id }) => [
        `SolidQueue::ClaimedExecution.find_by(job_id: ${id})&.release # in a Rails console: runs it again`,
        `delete from ${quoteName(found.schema)}.${quoteName(CLAIMED)} where job_id = ${id}; -- forgets that it was begun, and does not run it again`,
      ],
    });
  },
};

function zoneIsCertain(processes: Table, timeZone: string | null): string {
  if (timeZone !== null || processes.columns.get("last_heartbeat_at") === "timestamptz") return "true";
  const beat = ageMs(instantOf(processes, "last_heartbeat_at", null, "o"));
  return `exists (select 1 from ${processes.sql} o where ${beat} between -${BEAT.everyMs} and ${BEAT.deadAfterMs})`;
}

function sighting(row: Row): Sighting {
  const registered = toText(row["process"]) !== null;
  return {
    ...{ id: String(row["id"]), job: toText(row["job"]) ?? toText(row["queue"]) ?? "?", engineState: "claimed" },
    ...{ startedAt: toDate(row["started_ms"]), startedBy: null, progress: null, signs: signsOf(row, registered) },
    worker: registered ? { host: toText(row["host"]), process: `pid ${toText(row["pid"]) ?? "?"}` } : null,
  };
}

function signsOf(row: Row, registered: boolean): SignOfLife[] {
  if (!registered) return [{ kind: "lock", held: false, name: "registration of its process" }];
  const age = toNumber(row["age_ms"]);
  const name = `last_heartbeat_at of ${toText(row["process_name"]) ?? "its process"}`;
  return age === null ? [] : [beatSign({ ...BEAT, ageMs: age, name, zoneIsCertain: row["certain"] === true })];
}
