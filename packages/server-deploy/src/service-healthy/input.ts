import * as z from "zod";
import { healthCheckField } from "./checks.js";

/** See `serviceHealthy`. */
export const input = z.strictObject({
  hosts: z.array(z.string().min(1)).min(1).describe("By the names that the configuration has"),
  checks: z.array(healthCheckField).min(1).max(50),
  deadlineMs: z.int().min(0).default(60_000).describe("To become healthy, from the first look on, milliseconds"),
  stableMs: z.int().min(0).default(5000).describe("And to stay so without a restart, milliseconds"),
  pollMs: z.int().min(100).default(2000).describe("How long to wait before the next look, milliseconds"),
  asRoot: z.boolean().optional().describe("Look with sudo. Default: where a log, a journal or a script is read"),
});

export type HealthInput = z.output<typeof input>;
