import type { TestDatabase } from "@signalbox/testbed/postgres";
import { graphileWorker } from "../../../src/jobs/graphile-worker/graphile-worker.js";
import { pgBoss } from "../../../src/jobs/pg-boss/pg-boss.js";
import type { EngineWorld } from "../engine-contract.js";
import { startWorker } from "../workers/start-worker.js";
import { openSqlWorld } from "./sql-world.js";

const PROGRAMS = { "pg-boss": "./pg-boss.mjs", "graphile-worker": "./graphile-worker.mjs" } as const;

/** pg-boss or Graphile Worker, which make their own tables, with a worker in a process of its own. */
export async function realWorkerWorld(name: keyof typeof PROGRAMS, database: TestDatabase): Promise<EngineWorld> {
  const { host, port, user } = database;
  const worker = await startWorker(PROGRAMS[name], { host, port, user, database: database.database });
  const world = await openSqlWorld(database, name === "pg-boss" ? pgBoss : graphileWorker);
  const garbage = {
    "pg-boss": `insert into pgboss.queue (name, policy) values ('', 'standard') on conflict do nothing;
      insert into pgboss.job (name, state, started_on) values ('${"x".repeat(300)}', 'active', 'infinity'), (' ', 'active', null)`,
    "graphile-worker": `insert into graphile_worker._private_jobs (task_id, locked_at, locked_by)
      values (9999, 'infinity', ''), (9999, now() - interval '9 years', e'\\n''; drop')`,
  }[name];
  return {
    ...world,
    start: async (job) => ({ id: await worker.start(job), job }),
    finish: ({ id }) => Promise.resolve(worker.finish(id)),
    kill: () => worker.kill(),
    garbage: async () => {
      await worker.kill();
      if (name === "pg-boss") await database.run("create table pgboss.rest partition of pgboss.job default");
      await database.run(garbage);
      return 2;
    },
    end: async () => {
      await worker.kill();
      await world.end();
    },
  };
}
