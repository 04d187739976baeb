import * as z from "zod";

const name = z.string().min(1);
const names = z.array(name);

/** Fields that `listRunningJobs` and the gate `jobs-idle` share. */
export const jobsFields = {
  database: name.describe("A name that the app's `databases` opens"),
  engine: name.nullish().describe("spring-batch, quartz, sidekiq, …; default: all whose tables are there"),
  prefix: name.nullish().describe("Of the engine's tables or keys; default: the engine's own"),
  schema: name.nullish().describe("Of the engine's tables; default: the search path"),
  timeZone: name
    .nullish()
    .describe("IANA name of the zone in which the engine's process writes times without one: Asia/Kolkata"),
  startedBy: names
    .nullish()
    .describe("Parameters that say who started a job; default: userId, user, username, createdBy"),
  total: names.nullish().describe("Parameters that say how much there is to do; default: noOfLines, total, totalCount"),
  users: z
    .strictObject({ table: name, id: name.default("id"), name: name.default("username") })
    .nullish()
    .describe("Where an id of `startedBy` has a name"),
  limit: z.number().int().min(1).max(1000).default(100).describe("How many executions to list; all are counted"),
  acknowledged: z
    .array(
      z.strictObject({
        execution: name,
        engine: name.nullish(),
        by: name,
        reason: name,
        at: z.iso.datetime({ offset: true }),
      }),
    )
    .default([])
    .describe("Orphans that do not count, by a person's recorded word"),
};

export const jobsRequest = z.strictObject(jobsFields);
export type JobsRequest = z.input<typeof jobsRequest>;
export type JobsAsked = z.output<typeof jobsRequest>;
export type Acknowledgement = JobsAsked["acknowledged"][number];
