import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { TestDatabase } from "@signalbox/testbed/postgres";
import { insertExecution } from "../../support/batch-rows.js";

/** How an engine that is no npm package writes its rows; SQL that answers or takes an id. */
export interface WrittenRows {
  /** Answers the id of the execution that it makes. */
  start(job: string): string;
  finish(id: string): string;
  /** Makes the worker's signs as old as they are when the engine gives it up. */
  kill(): string;
  readonly garbage: { readonly sql: string; readonly count: number };
}

const NOW = "timezone('UTC', now())";
const MS = "(extract(epoch from now()) * 1000)::bigint";
const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** JobStoreSupport.triggersFired, clusterCheckIn: with check-ins where the store is clustered. */
export const quartzRows = (isClustered: boolean): WrittenRows => {
  const instance = isClustered ? "app-1.example1700000000000" : "NON_CLUSTERED";
  const fired = (id: string, job: string, state: string, at: string): string => `insert into qrtz_fired_triggers
    values ('etl', ${id}, 'every-6-hours', 'DEFAULT', '${instance}', ${at}, ${at}, 5, '${state}', ${job}, 'SyncJobs', false, false)`;
  return {
    start: (job) => `
      ${isClustered ? `insert into qrtz_scheduler_state values ('etl', '${instance}', ${MS}, 7500) on conflict do nothing;` : ""}
      ${fired("'waits' || nextval('entry')", "null", "ACQUIRED", MS)};
      ${fired("'app-1' || nextval('entry')", text(job.replace("SyncJobs.", "")), "EXECUTING", MS)} returning entry_id`,
    finish: (id) => `delete from qrtz_fired_triggers where entry_id = ${text(id)}`,
    kill: () => "update qrtz_scheduler_state set last_checkin_time = last_checkin_time - 75001",
    garbage: {
      sql: `${fired("'odd 1'", "null", "BLOCKED", "9223372036854775807")}; ${fired("'odd '' 2'", "''", "WHAT", "-1")}`,
      count: 2,
    },
  };
};

/** Oban.Engines.Basic.fetch_jobs, complete_job. */
export const obanRows: WrittenRows = {
  start: (job) =>
    `insert into oban_jobs (state, worker, attempt, attempted_at, attempted_by)
     values ('executing', ${text(job)}, 1, ${NOW}, array['app@10.0.0.7', gen_random_uuid()::text]) returning id`,
  finish: (id) => `update oban_jobs set state = 'completed', completed_at = ${NOW} where id = ${id}`,
  kill: () => "select 1",
  garbage: {
    sql: `insert into oban_jobs (state, worker, attempted_at, attempted_by) values
      ('executing', '', null, null), ('executing', ' ', 'infinity', array[]::text[]), ('executing', 'W', '0044-03-15 BC', array[null])`,
    count: 3,
  },
};

/** SolidQueue::ClaimedExecution.claiming, Process.register and heartbeat. The supervisor stays when a worker dies. */
export const solidQueueRows: WrittenRows = {
  start: (job) => `
    insert into solid_queue_processes (id, kind, last_heartbeat_at, pid, hostname, created_at, name) values
      (1, 'Supervisor', ${NOW}, 10, 'app-1', ${NOW}, 'supervisor-a'), (2, 'Worker', ${NOW}, 11, 'app-1', ${NOW}, 'worker-b')
      on conflict do nothing;
    with job as (insert into solid_queue_jobs (queue_name, class_name, created_at, updated_at)
      values ('default', ${text(job)}, ${NOW}, ${NOW}) returning id)
    insert into solid_queue_claimed_executions (job_id, process_id, created_at) select id, 2, ${NOW} from job returning job_id`,
  finish: (id) => `update solid_queue_jobs set finished_at = ${NOW} where id = ${id};
    delete from solid_queue_claimed_executions where job_id = ${id}`,
  kill: () => "update solid_queue_processes set last_heartbeat_at = last_heartbeat_at - interval '301 s' where id = 2",
  garbage: {
    sql: `insert into solid_queue_jobs (id, queue_name, class_name, created_at, updated_at) values (77, '', '', 'infinity', ${NOW}), (78, 'q', ' ', ${NOW}, ${NOW});
      insert into solid_queue_claimed_executions (job_id, process_id, created_at) values (77, 9999, '-infinity'), (78, null, ${NOW});
      update solid_queue_processes set last_heartbeat_at = 'infinity'`,
    count: 2,
  },
};

/** Delayed::Job.reserve: what is finished is deleted. */
export const delayedJobRows: WrittenRows = {
  start: (job) =>
    `insert into delayed_jobs (handler, run_at, locked_at, locked_by, queue)
     values (${text(`--- !ruby/object:${job}\nid: 7\n`)}, ${NOW}, ${NOW}, 'delayed_job.0 host:app-1 pid:4711', 'default') returning id`,
  finish: (id) => `delete from delayed_jobs where id = ${id}`,
  kill: () => "select 1",
  garbage: {
    sql: `insert into delayed_jobs (handler, locked_at, locked_by) values ('', '-infinity', ''), (e'--- {not: [yaml', ${NOW}, null), ('--- !ruby/object:', ${NOW}, 'host: pid:');
      insert into delayed_jobs (handler, locked_at, failed_at) values ('--- x', ${NOW}, ${NOW})`,
    count: 3,
  },
};

/** Spring Batch writes the local time of its JVM; here the database's zone is the same. */
export const springBatchRows = (): WrittenRows => {
  let next = 0;
  return {
    start: (job) => `${insertExecution(5, { id: (next += 1), job, created: "localtimestamp" })} select ${next}`,
    finish: (id) =>
      `update batch_job_execution set end_time = localtimestamp, status = 'COMPLETED' where job_execution_id = ${id}`,
    kill: () => "select 1",
    garbage: {
      sql: [
        insertExecution(5, { id: 70, job: " ", created: "'infinity'", status: null, parameters: [["userId", ""]] }),
        insertExecution(5, {
          id: 71,
          job: "x".repeat(100),
          created: "'-infinity'",
          status: "",
          parameters: [
            ["userId", "\u0001"],
            ["userId", null],
          ],
        }),
      ].join("\n"),
      count: 2,
    },
  };
};

/** GoodJob::Job#perform: the row, and the lock that the worker's own session holds. */
export const goodJobRows: WrittenRows = {
  start: (job) => `with process as (insert into good_job_processes (created_at, updated_at, state)
      values (${NOW}, ${NOW}, '{"hostname": "app-1", "pid": 4711}') returning id),
    job as (insert into good_jobs (id, active_job_id, job_class, performed_at, created_at, updated_at, locked_by_id, locked_at, lock_type)
      select i, i, ${text(job)}, ${NOW}, ${NOW}, ${NOW}, process.id, ${NOW}, 0 from process, gen_random_uuid() i returning id)
    select id from job`,
  finish: (id) =>
    `update good_jobs set finished_at = ${NOW}, locked_by_id = null, locked_at = null, lock_type = null where id = ${text(id)}`,
  kill: () => "select 1",
  garbage: {
    sql: `insert into good_jobs (performed_at, created_at, updated_at, serialized_params, lock_type, locked_by_id) values
      ('infinity', ${NOW}, ${NOW}, '[]', 7, null), (${NOW}, ${NOW}, ${NOW}, null, 1, gen_random_uuid()), (${NOW}, ${NOW}, ${NOW}, '{"job_class": ""}', null, null)`,
    count: 3,
  },
};

/** A session in a process of its own, which holds GoodJob's locks until it is killed (`advisory_lock_bigint_sql`). */
export async function lockHolder(programs: string, { env }: TestDatabase): Promise<LockHolder> {
  const child: ChildProcess = spawn(`${programs}/psql`, ["-X", "-q", "-A", "-t"], {
    env: { ...env },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const run = async (verb: string, id: string): Promise<void> => {
    const answered = once(lines, "line");
    child.stdin?.write(
      `select ${verb}(('x' || substr(md5('good_jobs-' || '${id}'), 1, 16))::bit(64)::bigint)::text || 'done';\n`,
    );
    await answered;
  };
  return {
    lock: (id) => run("pg_try_advisory_lock", id),
    unlock: (id) => run("pg_advisory_unlock", id),
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}

export interface LockHolder {
  lock(id: string): Promise<void>;
  unlock(id: string): Promise<void>;
  kill(): Promise<void>;
}
