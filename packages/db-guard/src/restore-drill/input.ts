import * as z from "zod";
import { ageField, databaseField, regionField } from "../snapshots/input-fields.js";

const DAY_MS = 86_400_000;

export const input = z.strictObject({
  database: databaseField,
  snapshot: z.string().min(1).nullable().default(null).describe("Its name. Default: the newest of ours"),
  region: regionField,
  sourceRegion: regionField.describe("Where the database is. Default: the same region"),
  instanceClass: z.string().regex(/^db\./, "must be a class of RDS, as db.t4g.medium").default("db.t4g.medium"),
  subnetGroup: z.string().min(1).nullable().default(null),
  securityGroups: z.array(z.string().min(1)).default([]).describe("They must let this machine in"),
  query: z.string().min(1).default("select 1").describe("Its first value is the evidence; it must give a row"),
  least: z.number().nullable().default(null).describe("What the first value must be at least"),
  /** So long a drill that worked counts. */
  validMs: ageField.default(30 * DAY_MS).describe("A restore that worked is not tried again for so long, milliseconds"),
});

export type DrillInput = z.output<typeof input>;
