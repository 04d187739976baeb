import { makeWorkerUtils, run } from "graphile-worker";
import pg from "pg";

// A worker of its own process: `{ start: task }` adds a job and works on it until `{ finish: id }`.
const endings = new Map();
const pgPool = new pg.Pool(JSON.parse(process.argv[2]));
const work = (_payload, { job }) =>
  new Promise((end) => {
    endings.set(String(job.id), end);
    process.send({ started: String(job.id) });
  });
const logger = { scope: () => logger, error() {}, warn() {}, info() {}, debug() {} };
const utils = await makeWorkerUtils({ pgPool, logger });
await utils.migrate();
const runner = await run({
  pgPool,
  logger,
  concurrency: 4,
  noHandleSignals: true,
  taskList: { report: work, invoice: work },
});
process.on("message", ({ start, finish }) =>
  finish === undefined ? runner.addJob(start, { name: start }) : endings.get(finish)?.(),
);
process.send({ ready: true });
