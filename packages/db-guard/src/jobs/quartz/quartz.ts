import type { Row } from "../../ports.js";
import type { JobEngine, Sighting, SignOfLife } from "../job-engine.js";
import { sqlReader } from "../sql/sql-reader.js";
import { findTables, placeOf, type Table } from "../sql/tables.js";
import { epochMs, quoteName, quoteText } from "../sql/text.js";
import { toDate, toNumber, toText } from "../sql/values.js";

// JobStoreSupport.calcFailedIfAfter: an instance has failed 7.5 s after the check-in that was due. It writes its own
// clock, and here the database's is compared with it: for a proof, a minute more.
const GRACE_MS = 7500 + 60_000;
// SimpleInstanceIdGenerator (`AUTO`): the host's name and the milliseconds of the start, with nothing between.
const AUTO_INSTANCE = /^(.+?)(\d{13})$/;

/**
 * Quartz with a JDBC store. Running is a row of `qrtz_fired_triggers` that is not merely `ACQUIRED`: that state is
 * given up to half a minute before the time to fire, and nothing runs yet. Only clustered stores check in. Schema and
 * rules: quartz-scheduler/quartz, `tables_postgres.sql` and `JobStoreSupport.java`.
 */
export const quartz: JobEngine = {
  name: "quartz",
  via: "sql",
  find: async (source, { prefix = "qrtz_", schema }) => {
    if (source.via !== "sql") return null;
    const of = (name: string): string => `${prefix.toLowerCase()}${name}`;
    const [fired, state, details] = [of("fired_triggers"), of("scheduler_state"), of("job_details")];
    const found = await findTables(source.session, "Quartz", { required: [fired, state, details] }, schema);
    if (found === null) return null;
    const table = (name: string): Table => found.tables.get(name) as Table;
    const columns = table(fired).columns;
    // Quartz 1 has no scheduler's name in its tables.
    const named = columns.has("sched_name");
    const scheduler = named ? "f.sched_name" : "''::text";
    return sqlReader(source.session, {
      description: `Quartz ${named ? "2" : "1"}, prefix ${prefix.toLowerCase()}, ${placeOf(found)}`,
      from: `${table(fired).sql} f`,
      where: "f.state <> 'ACQUIRED'",
      joins: `left join ${table(state).sql} s on s.instance_name = f.instance_name${named ? " and s.sched_name = f.sched_name" : ""}`,
      order: "f.fired_time, f.entry_id",
      columns: {
        ...{ id: "f.entry_id", scheduler, instance: "f.instance_name", state: "f.state" },
        ...{ job_group: "f.job_group", job_name: "f.job_name", trigger_group: "f.trigger_group" },
        trigger_name: "f.trigger_name",
        started_ms: "f.fired_time::float8",
        every_ms: "s.checkin_interval::float8",
        age_ms: `${epochMs("now()")} - s.last_checkin_time::float8`,
      },
      sighting,
      used: [table(details), table(fired)],
      recovery: ({ id }) => [
        `delete from ${table(fired).sql} where ${quoteName("entry_id")} = ${quoteText(id)};`,
        `-- then, where a job must not run twice at a time: update ${found.schema}.${of("triggers")} set trigger_state = 'WAITING' where trigger_state = 'BLOCKED' and it is this job's`,
        "-- a clustered store does both by itself at the next check-in of another instance, one that is not clustered when it starts",
      ],
    });
  },
};

function sighting(row: Row): Sighting {
  const instance = toText(row["instance"]);
  const part = (group: unknown, name: unknown): string | null => {
    const known = toText(name);
    return known === null ? null : group === "DEFAULT" || toText(group) === null ? known : `${String(group)}.${known}`;
  };
  return {
    id: String(row["id"]),
    job: part(row["job_group"], row["job_name"]) ?? part(row["trigger_group"], row["trigger_name"]) ?? "?",
    engineState: String(row["state"]),
    startedAt: toDate(row["started_ms"]),
    startedBy: null,
    progress: null,
    signs: checkIns(row, instance),
    worker: instance === null ? null : { host: AUTO_INSTANCE.exec(instance)?.[1] ?? null, process: instance },
  };
}

function checkIns(row: Row, instance: string | null): SignOfLife[] {
  const [ageMs, everyMs] = [toNumber(row["age_ms"]), toNumber(row["every_ms"])];
  if (ageMs === null || everyMs === null) return [];
  return [
    { kind: "heartbeat", ageMs, everyMs, deadAfterMs: everyMs + GRACE_MS, name: `check-in of ${instance ?? "?"}` },
  ];
}
