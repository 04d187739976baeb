import type { Row } from "../../ports.js";
import type { JobEngine, Sighting } from "../job-engine.js";
import { sqlReader } from "../sql/sql-reader.js";
import { findTables, instantOf, placeOf } from "../sql/tables.js";
import { epochMs } from "../sql/text.js";
import { toDate, toText } from "../sql/values.js";
import { jobName } from "./job-name.js";

// Handlers hold whole records; the name stands at the beginning.
const HANDLER_CHARACTERS = 4000;
// Delayed::Worker#name: an optional prefix, then this.
const WORKER = /host:(\S+) pid:(\d+)/;

/**
 * Delayed Job. Running is `locked_at` without `failed_at`. It leaves no sign of life: a lock goes stale after
 * `max_run_time` (4 h) by age alone, but `locked_by` names host and process. What is finished is deleted. Schema and
 * rules: collectiveidea/delayed_job_active_record `migration.rb`, collectiveidea/delayed_job `worker.rb`.
 */
export const delayedJob: JobEngine = {
  name: "delayed-job",
  via: "sql",
  find: async (source, { prefix = "", schema, timeZone }) => {
    if (source.via !== "sql") return null;
    const name = `${prefix}delayed_jobs`;
    const found = await findTables(source.session, "Delayed Job", { required: [name] }, schema);
    const jobs = found?.tables.get(name);
    if (!found || !jobs?.columns.has("locked_by")) return null;
    return sqlReader(source.session, {
      description: `Delayed Job, ${placeOf(found)}`,
      from: `${jobs.sql} j`,
      where: "j.locked_at is not null and j.failed_at is null",
      order: "j.locked_at, j.id",
      columns: {
        ...{ id: "j.id::text", worker: "j.locked_by", handler: `left(j.handler, ${HANDLER_CHARACTERS})` },
        queue: jobs.columns.has("queue") ? "j.queue" : "null::text",
        started_ms: epochMs(instantOf(jobs, "locked_at", timeZone, "j")),
      },
      sighting,
      used: [jobs],
      recovery: ({ id }) => [
        `update ${jobs.sql} set locked_at = null, locked_by = null where id = ${id}; -- the next worker runs it again`,
      ],
    });
  },
};

function sighting(row: Row): Sighting {
  const worker = toText(row["worker"]);
  const [, host, pid] = (worker === null ? null : WORKER.exec(worker)) ?? [];
  return {
    id: String(row["id"]),
    job: jobName(toText(row["handler"])) ?? toText(row["queue"]) ?? "?",
    engineState: "locked",
    ...{ startedAt: toDate(row["started_ms"]), startedBy: null, progress: null, signs: [] },
    worker: worker === null ? null : { host: host ?? null, process: pid === undefined ? worker : `pid ${pid}` },
  };
}
