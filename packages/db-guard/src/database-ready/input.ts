import * as z from "zod";

const ms = (preset: number): z.ZodDefault<z.ZodInt> => z.int().min(0).default(preset);

export const thresholds = z.strictObject({
  longTransactionMs: ms(60_000).describe("A transaction that works for longer. Default: 1 minute"),
  idleInTransactionMs: ms(10_000).describe("A transaction that is open, and nobody says anything. Default: 10 s"),
  preparedTransactionMs: ms(10_000).describe("A prepared transaction that nobody ends. Default: 10 s"),
  lockWaitMs: ms(2_000).describe("Whoever waits longer for a lock. Default: 2 s"),
  replicaLagMs: ms(30_000).describe("How far a replica may be behind. Default: 30 s"),
  replicaLagBytes: ms(268_435_456).describe("The same in bytes of WAL. Default: 256 MiB"),
  slotRetainedBytes: ms(1_073_741_824).describe("WAL that an inactive replication slot keeps. Default: 1 GiB"),
  freeConnections: ms(5).describe("Connections that must be left for those without special rights. Default: 5"),
});

export type Thresholds = z.output<typeof thresholds>;

export const input = z.strictObject({
  database: z.string().min(1).describe("As the configuration names it"),
  thresholds: thresholds.prefault({}),
  unknown: z
    .enum(["block", "pass"])
    .default("block")
    .describe("What becomes of a question that the role may not ask. Default: block"),
  retryAfterMs: z.int().min(100).default(15_000).describe("When to look again. Default: 15 s"),
});

export type DatabaseReadyInput = z.output<typeof input>;
