import * as z from "zod";
import { jobsFields } from "../list-running-jobs/request.js";

export const input = z.strictObject({
  ...jobsFields,
  cleanPolls: z.number().int().min(1).default(2).describe("How many looks in a row must find nothing"),
  pollMs: z.number().int().min(100).default(10_000).describe("How long to wait between looks, milliseconds"),
  deadlineMs: z
    .number()
    .int()
    .min(0)
    .nullish()
    .describe("Block when something still runs after this time. Default: wait"),
});

export type JobsIdleInput = z.output<typeof input>;
