import type { JobEngine } from "./job-engine.js";
import { springBatch } from "./spring-batch/spring-batch.js";

/** Every engine that is known, in the order in which they are looked for. */
export const jobEngines: readonly JobEngine[] = [springBatch];
