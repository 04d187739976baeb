import { isAbsolute } from "node:path";
import * as z from "zod";

export const input = z.strictObject({
  database: z.string().min(1).describe("As the configuration names it"),
  file: z.string().refine(isAbsolute, "an absolute path").describe("Where the dump ends up; its record goes beside it"),
  drill: z.boolean().default(false).describe("Restore it into a scratch database, which is dropped again"),
  drillOn: z.string().min(1).optional().describe("A database on whose server the drill is; default: the same server"),
  maxAgeMs: z.int().min(1).optional().describe("How old a dump may be that is there already. Default: its age is told"),
  lockWaitMs: z.int().min(100).default(10_000).describe("How long to wait for a locked table. Default: 10 s"),
});

export type DumpInput = z.output<typeof input>;
