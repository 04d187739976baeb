import type { Row } from "../../ports.js";
import type { JobEngine, Sighting, SignOfLife } from "../job-engine.js";
import { beatSign } from "../sql/beats.js";
import { sqlReader } from "../sql/sql-reader.js";
import { findTables, instantOf, placeOf, type Table } from "../sql/tables.js";
import { ageMs, epochMs, quoteText } from "../sql/text.js";
import { toDate, toNumber, toText } from "../sql/values.js";
import { holdsLock, holdsOtherLock } from "./advisory-key.js";

// GoodJob::Process: STALE_INTERVAL and EXPIRED_INTERVAL.
const BEAT = { everyMs: 30_000, deadAfterMs: 300_000 };
// GoodJob::Job::LOCK_TYPES and GoodJob::Process.lock_type.
const [ADVISORY, SKIP_LOCKED] = [0, 1];

const RUNNING = "performed_at is not null and finished_at is null";

/**
 * GoodJob 3 and 4. Running is `performed_at` without `finished_at`. The worker's session holds an advisory lock for as
 * long, which dies with it; with the strategy `skiplocked` the process has the lock, or beats. Schema and rules:
 * bensheldon/good_job, `create_good_jobs.rb.erb`, `job.rb`, `process.rb`, `advisory_lockable.rb`.
 */
export const goodJob: JobEngine = {
  name: "good-job",
  via: "sql",
  find: async (source, { prefix = "", schema, timeZone }) => {
    if (source.via !== "sql") return null;
    const name = `${prefix}good_jobs`;
    const found = await findTables(
      source.session,
      "GoodJob",
      { required: [name], optional: ["good_job_processes"] },
      schema,
    );
    const jobs = found?.tables.get(name);
    if (!found || jobs === undefined) return null;
    const claims = jobs.columns.has("locked_by_id");
    const registered = found.tables.get("good_job_processes");
    const processes = claims ? registered : undefined;
    const locked = [
      { table: name, from: `(select * from ${jobs.sql} where ${RUNNING}) k`, ids: ["k.id", "k.active_job_id"] },
      ...(registered ? [{ table: "good_job_processes", from: `${registered.sql} k`, ids: ["k.id"] }] : []),
    ];
    const [began, ended] = ["performed_at", "finished_at"].map((at) => instantOf(jobs, at, timeZone, "j"));
    return sqlReader(source.session, {
      description: `GoodJob ${claims ? "4" : "3"}, ${placeOf(found)}`,
      from: `${jobs.sql} j`,
      where: RUNNING,
      ...(processes ? { joins: `left join ${processes.sql} p on p.id = j.locked_by_id` } : {}),
      order: "j.performed_at, j.id",
      columns: {
        id: "j.id::text",
        job: `coalesce(${jobs.columns.has("job_class") ? "j.job_class, " : ""}j.serialized_params->>'job_class')`,
        ...{ queue: "j.queue_name", started_ms: epochMs(began ?? "") },
        held: holdsLock(name, ["j.id", "j.active_job_id"]),
        other_locks: holdsOtherLock(locked),
        lock_type: jobs.columns.has("lock_type") ? "j.lock_type" : String(ADVISORY),
        ...(processes ? ofProcess(processes, timeZone) : {}),
      },
      sighting,
      history: `select ${jobs.columns.has("job_class") ? "j.job_class" : "j.serialized_params->>'job_class'"} as job, ${epochMs(ended ?? "")} - ${epochMs(began ?? "")} as ms from ${jobs.sql} j where j.finished_at is not null and j.performed_at is not null and j.error is null and ${jobs.columns.has("job_class") ? "j.job_class" : "j.serialized_params->>'job_class'"} = any($1::text[])`,
      used: [jobs],
      recovery: ({ id }) => [
        "-- GoodJob takes it up again by itself as soon as nobody holds its lock",
        ...(claims
          ? [
              `update ${jobs.sql} set locked_by_id = null, locked_at = null where id = ${quoteText(id)} and finished_at is null;`,
            ]
          : []),
      ],
    });
  },
};

function ofProcess(processes: Table, timeZone: string | null): Readonly<Record<string, string>> {
  const beat = instantOf(processes, "updated_at", timeZone, "p");
  const other = instantOf(processes, "updated_at", timeZone, "o");
  const certain =
    timeZone !== null || processes.columns.get("updated_at") === "timestamptz"
      ? "true"
      : `exists (select 1 from ${processes.sql} o where ${ageMs(other)} between -${BEAT.everyMs} and ${BEAT.deadAfterMs})`;
  return {
    ...{ process: "p.id::text", host: "p.state->>'hostname'", pid: "p.state->>'pid'" },
    ...{ age_ms: ageMs(beat), certain, process_held: holdsLock("good_job_processes", ["p.id"]) },
    process_lock: processes.columns.has("lock_type") ? "p.lock_type" : "null::int",
  };
}

function sighting(row: Row): Sighting {
  const [host, pid] = [toText(row["host"]), toText(row["pid"])];
  return {
    ...{ id: String(row["id"]), job: toText(row["job"]) ?? toText(row["queue"]) ?? "?", engineState: "performing" },
    ...{ startedAt: toDate(row["started_ms"]), startedBy: null, progress: null, signs: signsOf(row) },
    worker: toText(row["process"]) === null ? null : { host, process: pid === null ? null : `pid ${pid}` },
  };
}

function signsOf(row: Row): SignOfLife[] {
  const lock = (held: unknown, name: string): SignOfLife[] =>
    held === true || (held === false && row["other_locks"] === false) ? [{ kind: "lock", held, name }] : [];
  if (toNumber(row["lock_type"]) !== SKIP_LOCKED)
    return lock(row["held"], `advisory lock good_jobs-${String(row["id"])}`);
  if (toText(row["process"]) === null) return [];
  const name = `good_job_processes ${String(row["process"])}`;
  if (toNumber(row["process_lock"]) === ADVISORY) return lock(row["process_held"], `advisory lock of ${name}`);
  const age = toNumber(row["age_ms"]);
  return age === null ? [] : [beatSign({ ...BEAT, ageMs: age, name, zoneIsCertain: row["certain"] === true })];
}
