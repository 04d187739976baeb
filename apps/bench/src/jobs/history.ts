import { springBatchSchema, type TestDatabase } from "@signalbox/testbed/postgres";

/** Who runs what in the generated database, by the execution's id after those of the history. */
export interface RunningJob {
  readonly id: number;
  readonly user: string | null;
}

const ago = (interval: string): string => `localtimestamp - interval '${interval}'`;

/** Beside a long history: one crashed, one from yesterday, one with two steps, one of nobody, one that stops, … */
const RUNNING: readonly {
  readonly created: string;
  readonly status: string;
  readonly user: number | null;
  readonly steps: number;
}[] = [
  { created: ago("10 days"), status: "STARTED", user: 10, steps: 1 },
  { created: ago("26 hours"), status: "STARTED", user: 20, steps: 1 },
  { created: "localtimestamp::date + interval '30 seconds'", status: "STARTED", user: 30, steps: 1 },
  { created: ago("2 minutes"), status: "STARTED", user: 40, steps: 2 },
  { created: ago("2 minutes"), status: "STARTED", user: null, steps: 1 },
  { created: ago("1 minute"), status: "STOPPING", user: 60, steps: 1 },
  { created: ago("1 minute"), status: "STARTED", user: 70, steps: 1 },
  { created: ago("30 seconds"), status: "STARTING", user: 80, steps: 0 },
];

/**
 * A server that has run `executions` jobs, each with six parameters and one or two steps, and runs eight now. Made by
 * SQL, in about a minute for a million.
 */
export async function writeHistory(database: TestDatabase, executions: number): Promise<readonly RunningJob[]> {
  const at = `localtimestamp - interval '3 years' * (1 - n::float8 / ${executions + 1}) - interval '1 day'`;
  await database.run(`${springBatchSchema(5)}
    create table users (id int primary key, username text not null);
    insert into users select n, 'user-' || n from generate_series(1, 1000) n;
    set session_replication_role = replica; -- the rows are consistent; checking six million keys takes minutes
    insert into batch_job_instance select n, 0, 'job-' || n % 12, md5(n::text) from generate_series(1, ${executions}) n;
    insert into batch_job_execution select n, 2, n, ${at}, ${at}, ${at} + interval '1 minute' * (n % 50),
      case when n % 40 = 0 then 'FAILED' else 'COMPLETED' end, 'COMPLETED', '', ${at} from generate_series(1, ${executions}) n;
    insert into batch_job_execution_params select n, p.name, p.type, p.value, 'Y' from generate_series(1, ${executions}) n,
      lateral (values ('uuid', 'java.lang.String', md5(n::text)), ('fileName', 'java.lang.String', 'f' || n || '.csv'),
        ('noOfLines', 'java.lang.Long', (n % 900)::text), ('userId', 'java.lang.Long', (n % 1000 + 1)::text),
        ('s3Key', 'java.lang.String', 'bulkuploads/' || n), ('type', 'java.lang.String', '')) p(name, type, value);
    insert into batch_step_execution select n * 2 + s, 3, 'step-' || s, n, ${at}, ${at}, ${at} + interval '1 minute' * (n % 50),
      'COMPLETED', 9, 900, 0, 900, 0, 0, 0, 0, 'COMPLETED', '', ${at}
      from generate_series(1, ${executions}) n, generate_series(0, n % 2) s;
    ${RUNNING.map((job, index) => runningSql(executions + 1 + index, job)).join("\n")}
    create index batch_params_name on batch_job_execution_params (parameter_name);
    vacuum analyze;`);
  return RUNNING.map(({ user }, index) => ({
    id: executions + 1 + index,
    user: user === null ? null : `user-${user}`,
  }));
}

function runningSql(id: number, { created, status, user, steps }: (typeof RUNNING)[number]): string {
  const parameters = {
    uuid: "abc",
    fileName: "f.csv",
    noOfLines: "1000",
    ...(user === null ? {} : { userId: String(user) }),
  };
  return [
    `insert into batch_job_instance values (${id}, 0, 'importJob', md5('${id}'));`,
    `insert into batch_job_execution values (${id}, 1, ${id}, ${created}, ${created}, null, '${status}', 'UNKNOWN', '', ${created});`,
    ...Object.entries(parameters).map(
      ([name, value]) =>
        `insert into batch_job_execution_params values (${id}, '${name}', 'java.lang.String', '${value}', 'Y');`,
    ),
    ...Array.from(
      { length: steps },
      (_, step) =>
        `insert into batch_step_execution values (${id * 2 + step}, 1, 'step-${step}', ${id}, ${created}, ${created}, null,
          'STARTED', 2, 100, 0, 100, 0, 0, 0, 0, 'EXECUTING', '', ${created});`,
    ),
  ].join("\n");
}

/** What the README of the guard recommends. */
export const RECOMMENDED = `
  create index batch_job_execution_unfinished on batch_job_execution (create_time)
    where end_time is null;
  create index batch_params_execution on batch_job_execution_params (job_execution_id);
  create index batch_steps_execution on batch_step_execution (job_execution_id);
  vacuum analyze;`;
