import * as z from "zod";
import { healthCheckField } from "../service-healthy/checks.js";
import type { HostGroup } from "./waves.js";
import { WAVE } from "./waves.js";

export const sha256Field = z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hex digits");

const host = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\p{Cc}\s]+$/u, "must have no blanks");
const unit = z
  .string()
  .regex(/^[A-Za-z0-9@_.:][A-Za-z0-9@_.:\\-]*$/, "is no service")
  .max(255);

/** What every operation over the hosts of a fleet takes. */
export const fleetFields = {
  package: z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9+._-]+$/, "is no name of a package"),
  groups: z
    .array(z.strictObject({ name: z.string().min(1).max(100), hosts: z.array(host).min(1).max(1000) }))
    .min(1)
    .describe("In their order: all of one group before the next"),
  rollout: z
    .strictObject({
      waves: z
        .array(z.string().regex(WAVE, "must be a number or a percentage"))
        .default([])
        .describe("How many of a group have had their turn after each wave: 1, 30%, 100%"),
      maxFailures: z
        .strictObject({ count: z.int().min(0).optional(), percent: z.number().min(0).max(100).optional() })
        .default({})
        .describe("Over the whole fleet; a server that does not answer counts"),
    })
    .default({ waves: [], maxFailures: {} }),
  services: z
    .strictObject({
      stop: z.array(unit).default([]).describe("Stopped before, in this order"),
      start: z
        .array(unit)
        .default([])
        .describe(
          "Started after, in this order; one that was not stopped is restarted. Default: what was stopped, the other way round",
        ),
    })
    .default({ stop: [], start: [] }),
  lockWaitMs: z
    .int()
    .min(0)
    .max(3_600_000)
    .default(120_000)
    .describe("How long to wait for the package manager's lock"),
} as const;

/** What must hold afterwards; see `hostCheck`. */
export const healthField = z
  .strictObject({
    checks: z.array(healthCheckField).default([]).describe("Default: every service that is started is running"),
    deadlineMs: z.int().min(1000).max(3_600_000).default(60_000),
    stableMs: z.int().min(0).max(600_000).default(5000),
  })
  .default({ checks: [], deadlineMs: 60_000, stableMs: 5000 });

/** A transaction judges health by itself, wherever we are. */
export function asksOnHost({ checks }: z.output<typeof healthField>, context: z.RefinementCtx): void {
  for (const [at, check] of checks.entries())
    if ("from" in check && check.from === "here")
      context.addIssue({
        code: "custom",
        path: ["health", "checks", at, "from"],
        message: "must be `host` here: it goes on without us",
      });
}

/** A host in two places has two orders. */
export function hostsTwice(groups: readonly HostGroup[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [at, group] of groups.entries())
    for (const [place, name] of group.hosts.entries()) {
      if (seen.has(name))
        context.addIssue({
          code: "custom",
          path: ["groups", at, "hosts", place],
          message: `has ${name} a second time`,
        });
      seen.add(name);
    }
}

/** In the order that they are started. Pure. */
export const startOrder = ({
  stop,
  start,
}: {
  readonly stop: readonly string[];
  readonly start: readonly string[];
}): readonly string[] => (start.length > 0 ? start : stop.toReversed());
