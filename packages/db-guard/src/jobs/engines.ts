import { bullmq } from "./bullmq/bullmq.js";
import { delayedJob } from "./delayed-job/delayed-job.js";
import { goodJob } from "./good-job/good-job.js";
import { graphileWorker } from "./graphile-worker/graphile-worker.js";
import type { JobEngine } from "./job-engine.js";
import { oban } from "./oban/oban.js";
import { pgBoss } from "./pg-boss/pg-boss.js";
import { quartz } from "./quartz/quartz.js";
import { sidekiq } from "./sidekiq/sidekiq.js";
import { solidQueue } from "./solid-queue/solid-queue.js";
import { springBatch } from "./spring-batch/spring-batch.js";

/** Every engine that is known, in the order in which they are looked for. One database may hold several. */
export const jobEngines: readonly JobEngine[] = [
  ...[springBatch, quartz, pgBoss, graphileWorker, oban, goodJob, solidQueue, delayedJob],
  ...[sidekiq, bullmq],
];
