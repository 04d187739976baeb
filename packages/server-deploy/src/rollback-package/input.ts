import { z } from "zod";
import { fleetFields, hostsTwice, sha256Field } from "../fleet/input-fields.js";
import { healthCheckField } from "../service-healthy/checks.js";

const version = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.+~^_:-]*$/, "is no version");

/** See `rollbackPackage`. */
export const input = z
  .strictObject({
    ...fleetFields,
    format: z.enum(["deb", "rpm"]),
    from: version.describe("The version to leave: a server that has another one is done"),
    to: version.optional().describe("Default: what was installed before it"),
    copy: z
      .strictObject({ file: z.string().min(1), sha256: sha256Field.optional() })
      .optional()
      .describe("The package to go back to, where a server has not kept it"),
    repair: z
      .enum(["refuse", "repair"])
      .default("repair")
      .describe("What to do with an installation that was interrupted"),
    health: z
      .strictObject({
        checks: z.array(healthCheckField).default([]).describe("Default: every service that is started is running"),
        deadlineMs: z.int().min(1000).max(3_600_000).default(60_000),
        stableMs: z.int().min(0).max(600_000).default(5000),
      })
      .default({ checks: [], deadlineMs: 60_000, stableMs: 5000 }),
  })
  .superRefine(({ groups }, context) => hostsTwice(groups, context));

export type RollbackInput = z.output<typeof input>;
