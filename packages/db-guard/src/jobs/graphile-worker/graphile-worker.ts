import type { JobEngine } from "../job-engine.js";
import { sqlReader } from "../sql/sql-reader.js";
import { findTables, placeOf } from "../sql/tables.js";
import { epochMs, quoteName, quoteText } from "../sql/text.js";
import { toDate, toText } from "../sql/values.js";

const SINCE_0_16 = ["_private_jobs", "_private_tasks"];
const BEFORE = ["jobs", "job_queues", "migrations"];

/**
 * Graphile Worker. Running is `locked_at`: it is set when a worker takes a job and cleared when it ends. There is no
 * sign of life: the worker's name is random, and a job of a dead one stays locked for four hours by age alone. What is
 * finished is deleted, so there is no history. Schema: graphile/worker, `sql/000001.sql` to `000018.sql`.
 */
export const graphileWorker: JobEngine = {
  name: "graphile-worker",
  via: "sql",
  find: async (source, { schema }) => {
    if (source.via !== "sql") return null;
    const names = { required: SINCE_0_16 };
    const found =
      (await findTables(source.session, "Graphile Worker", names, schema)) ??
      (await findTables(
        source.session,
        "Graphile Worker",
        { required: BEFORE, optional: ["tasks"] },
        schema ?? "graphile_worker",
      ));
    const jobs = found?.tables.get("_private_jobs") ?? found?.tables.get("jobs");
    if (!found || !jobs?.columns.has("locked_by")) return null;
    const tasks = found.tables.get("_private_tasks") ?? found.tables.get("tasks");
    const named = jobs.columns.has("task_identifier");
    const unlock = `${quoteName(found.schema)}.force_unlock_workers`;
    return sqlReader(source.session, {
      description: `Graphile Worker ${jobs.name === "jobs" ? "before 0.16" : "0.16"}, ${placeOf(found)}`,
      from: `${jobs.sql} j`,
      where: "j.locked_at is not null",
      ...(named || tasks === undefined ? {} : { joins: `left join ${tasks.sql} t on t.id = j.task_id` }),
      order: "j.locked_at, j.id",
      columns: {
        ...{ id: "j.id::text", job: named ? "j.task_identifier" : "t.identifier" },
        ...{ started_ms: epochMs("j.locked_at"), worker: "j.locked_by" },
      },
      sighting: (row) => ({
        ...{ id: String(row["id"]), job: toText(row["job"]) ?? "?", engineState: "locked" },
        ...{ startedAt: toDate(row["started_ms"]), startedBy: null, progress: null, signs: [] },
        worker: toText(row["worker"]) === null ? null : { host: null, process: toText(row["worker"]) },
      }),
      used: [jobs],
      recovery: ({ worker }) =>
        worker?.process
          ? [`select ${unlock}(array[${quoteText(worker.process)}]); -- unlocks all jobs of this worker`]
          : [],
    });
  },
};
