import * as z from "zod";

const text = z.string().min(1);
const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d+$/, "a region, as ap-south-1");

/** The database as AWS knows it; see `RdsConfig`. */
export const rdsSchema = z
  .strictObject({
    instance: text.optional().describe("name of the instance"),
    cluster: text.optional().describe("name of the Aurora cluster"),
    region: region.optional().describe("where it is; default: AWS_REGION"),
    copyRegion: region.optional().describe("where copies of its snapshots are kept; default: the same region"),
    prefix: text.optional().describe("of the names of snapshots; default: bkp-"),
    tags: z.record(text, z.string()).optional().describe("of snapshots, beside our own"),
    copyTags: z.boolean().optional().describe("the tags of the source too; default: false"),
    kmsKey: text.optional().describe("encrypts copies; needed in another region"),
    optionGroup: text.optional().describe("of copies in another region"),
    maxAgeHours: z.number().positive().optional().describe("how old the contents of a copy may be; default: any age"),
    whenOlder: z.enum(["problem", "create"]).optional().describe("create: a new snapshot instead; default: problem"),
    keep: z.int().min(1).optional().describe("how many of ours snapshot prune leaves"),
    drill: z
      .strictObject({
        instanceClass: text.optional().describe("default: db.t4g.medium"),
        subnetGroup: text.optional(),
        securityGroups: z.array(text).optional().describe("they must let this machine in"),
        query: text.optional().describe("its first value is the evidence; default: select 1"),
        least: z.number().optional().describe("what that value must be at least"),
      })
      .optional()
      .describe("how a restore is tried"),
  })
  .refine(
    ({ instance, cluster }) => (instance === undefined) !== (cluster === undefined),
    "either an instance or a cluster",
  );
