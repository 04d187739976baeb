import * as z from "zod";
import { rdsSchema } from "./snapshot-schema.js";

const text = z.string().min(1);
const argv = z.array(z.string()).min(1);
const variable = z.string().regex(/^[A-Za-z_]\w*$/, "the name of a variable of the environment, not the URL itself");
const limit = z.int().min(0).optional();

/** A database of the configuration; see `DatabaseConfig`. */
export const databaseSchema = z.strictObject({
  urlFrom: variable.optional().describe("the variable that holds its URL; default: libpq's own, or DATABASE_URL"),
  redisUrlFrom: variable.optional().describe("the same for Redis; default: REDIS_URL"),
  engine: text.optional().describe("spring-batch, quartz, sidekiq, …; default: every one whose tables are there"),
  prefix: text.optional().describe("of the engine's tables or keys"),
  schema: text.optional().describe("of the engine's tables"),
  timeZone: text.optional().describe("in which the engine's process writes times without one: Asia/Kolkata"),
  startedBy: z.array(text).min(1).optional().describe("parameters of a job that say who started it"),
  total: z.array(text).min(1).optional().describe("parameters of a job that say how much there is to do"),
  users: z
    .strictObject({ table: text, id: text.optional(), name: text.optional() })
    .optional()
    .describe("where an id of startedBy has a name"),
  services: z
    .array(
      z.strictObject({
        unit: text,
        hosts: z.array(text).min(1),
        said: z
          .strictObject({ startedAt: z.iso.datetime({ offset: true }), by: text })
          .optional()
          .describe("when it began and who says so, where its servers cannot be asked"),
      }),
    )
    .min(1)
    .optional()
    .describe("who works on its jobs, by systemd unit and server"),
  cleanPolls: z.int().min(1).optional().describe("looks in a row that must find nothing; default: 2"),
  pollSeconds: z.int().min(1).optional().describe("between looks; default: 10"),
  deadlineMinutes: z.int().min(1).optional().describe("trains give up after so long; default: they wait"),
  thresholds: z
    .strictObject({
      longTransactionMs: limit,
      idleInTransactionMs: limit,
      preparedTransactionMs: limit,
      lockWaitMs: limit,
      replicaLagMs: limit,
      replicaLagBytes: limit,
      slotRetainedBytes: limit,
      freeConnections: limit,
    })
    .optional()
    .describe("for db check"),
  rds: rdsSchema.optional().describe("as AWS knows it: its snapshots"),
  unknown: z.enum(["block", "pass"]).optional().describe("what the role may not see; default: block"),
  intake: z
    .strictObject({
      pause: argv.describe("{seconds} in it is the limit after which it ends by itself"),
      resume: argv,
      forMinutes: z.int().min(1).optional().describe("default: 60"),
    })
    .optional()
    .describe("your own programs that hold new jobs back while trains wait"),
  dumps: z
    .strictObject({
      folder: text.optional().describe("default: dumps in the state folder"),
      drill: z.boolean().optional().describe("restore each into a scratch database"),
      drillOn: text.optional().describe("a database on whose server that is"),
      beforeDeploy: z.boolean().optional().describe("trains make one before they deploy"),
    })
    .optional()
    .describe("where dumps go"),
});
