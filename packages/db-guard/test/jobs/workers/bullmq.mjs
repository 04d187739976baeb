import { Queue, Worker } from "bullmq";

// A worker of its own process: `{ start: name }` adds a job and works on it until `{ finish: id }`.
const endings = new Map();
const connection = { ...JSON.parse(process.argv[2]), maxRetriesPerRequest: null };
const queue = new Queue("mails", { connection });
const worker = new Worker(
  "mails",
  async (job) => {
    await job.updateProgress(7);
    process.send({ started: job.id });
    await new Promise((end) => endings.set(job.id, end));
  },
  { connection, concurrency: 4, lockDuration: 1000, skipStalledCheck: true, name: "worker-1" },
);
await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
process.on("message", ({ start, finish }) =>
  finish === undefined ? queue.add(start, { name: start }) : endings.get(finish)?.(),
);
process.send({ ready: true });
