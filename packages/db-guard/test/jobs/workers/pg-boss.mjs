import PgBoss from "pg-boss";

// A worker of its own process: `{ start: queue }` sends a job and works on it until `{ finish: id }`.
const endings = new Map();
const boss = new PgBoss({ ...JSON.parse(process.argv[2]), schedule: false, supervise: false });
await boss.start();
process.on("message", async ({ start, finish }) => {
  if (finish !== undefined) return endings.get(finish)?.();
  await boss.createQueue(start);
  await boss.send(start, { name: start });
  await boss.work(start, { pollingIntervalSeconds: 0.5 }, ([job]) => {
    process.send({ started: job.id });
    return new Promise((end) => endings.set(job.id, end));
  });
});
process.send({ ready: true });
