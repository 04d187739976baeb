import type { Row } from "../../ports.js";
import type { JobEngine, Sighting, SignOfLife } from "../job-engine.js";
import { sqlReader } from "../sql/sql-reader.js";
import { findTables, placeOf, type Table } from "../sql/tables.js";
import { ageMs, epochMs } from "../sql/text.js";
import { toDate, toNumber, toText } from "../sql/values.js";

/**
 * pg-boss 9 to 12. Running is `state = 'active'`. It does not record who works; a heartbeat exists from version 12 on,
 * where the queue asks for one (`heartbeatSeconds`), and is renewed at half of it. Its expiry goes by age alone and
 * leaves the callback running: no sign of life. Schema: timgit/pg-boss, `src/plans`.
 */
export const pgBoss: JobEngine = {
  name: "pg-boss",
  via: "sql",
  find: async (source, { schema }) => {
    if (source.via !== "sql") return null;
    const names = { required: ["job", "version", "schedule"], optional: ["archive"] };
    const find = (place: string | undefined) => findTables(source.session, "pg-boss", names, place);
    // Tables of these plain names may be anybody's: its own schema is looked at first.
    const found = (await find(schema ?? "pgboss")) ?? (await find(schema));
    const job = found?.tables.get("job");
    // `job` and `version` are names that others use too.
    if (!found || !job?.columns.has("state") || !hasOneOf(job, "singleton_key", "singletonkey")) return null;
    const beats = job.columns.has("heartbeat_on");
    const [started, completed] = job.columns.has("started_on")
      ? ["started_on", "completed_on"]
      : ["startedon", "completedon"];
    const archive = found.tables.get("archive");
    const finished = (table: Table): string =>
      `select name as job, ${epochMs(completed)} - ${epochMs(started)} as ms from ${table.sql} where name = any($1::text[]) and state::text = 'completed'`;
    return sqlReader(source.session, {
      description: `pg-boss, ${placeOf(found)}`,
      from: `${job.sql} j`,
      where: "j.state = 'active'",
      order: `j.${started}, j.id`,
      columns: {
        ...{ id: "j.id::text", job: "j.name", state: "j.state::text", started_ms: epochMs(`j.${started}`) },
        ...(beats ? { age_ms: ageMs("j.heartbeat_on"), dead_s: "j.heartbeat_seconds" } : {}),
      },
      sighting,
      history: [job, ...(archive ? [archive] : [])].map(finished).join(" union all "),
      used: [job, ...(archive ? [archive] : [])],
      recovery: ({ id, job: queue }) => [
        `await boss.fail(${JSON.stringify(queue)}, ${JSON.stringify(id)}) // pg-boss then retries it by its queue's rules`,
      ],
    });
  },
};

const hasOneOf = (table: Table, ...columns: readonly string[]): boolean =>
  columns.some((column) => table.columns.has(column));

function sighting(row: Row): Sighting {
  const [age, dead] = [toNumber(row["age_ms"]), toNumber(row["dead_s"])];
  const signs: SignOfLife[] =
    age === null || dead === null
      ? []
      : [{ kind: "heartbeat", ageMs: age, everyMs: dead * 500, deadAfterMs: dead * 1000, name: "heartbeat_on" }];
  return {
    ...{ id: String(row["id"]), job: toText(row["job"]) ?? "?", engineState: String(row["state"]) },
    ...{ startedAt: toDate(row["started_ms"]), startedBy: null, progress: null, signs, worker: null },
  };
}
