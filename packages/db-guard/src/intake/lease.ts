import * as z from "zod";

const argv = z.array(z.string()).min(1);

/** What holds new jobs back, and how it is let go. Kept by the app, so that a run on the next day finds it. */
export const leaseSchema = z.object({
  name: z.string(),
  resume: argv,
  /** ISO 8601. */
  takenAt: z.string(),
  /** When it ends by itself, ISO 8601; null: the pause command takes no limit, so only `resume` ends it. */
  expiresAt: z.string().nullable(),
  /** False from before the pause command until it said yes: what it did is not known then, and is undone all the same. */
  isSure: z.boolean(),
});

export type Lease = z.output<typeof leaseSchema>;

export interface IntakePorts {
  /** The user's own programs, by argument list. */
  readonly commands: {
    run(
      argv: readonly string[],
      options: { readonly signal: AbortSignal },
    ): Promise<{ readonly exitCode: number | null; readonly output: string }>;
  };
  readonly leases: {
    load(name: string): Promise<Lease | null>;
    /** null: forgotten. On the disk when it returns. */
    save(name: string, lease: Lease | null): Promise<void>;
  };
}

/** Whether new jobs are held back now, as far as the lease can tell. */
export const isHeld = (lease: Lease | null, now: Date): boolean =>
  lease !== null && lease.isSure && (lease.expiresAt === null || new Date(lease.expiresAt) > now);

export const nameField = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "letters, digits, . _ and -")
  .describe("What is paused; one lease a name");
export const commandField = argv.describe("A program and its arguments; no shell");
export const timeoutField = z.int().min(100).default(60_000).describe("For the command to end. Default: 1 minute");
