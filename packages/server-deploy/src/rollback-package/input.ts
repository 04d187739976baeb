import * as z from "zod";
import { asksOnHost, fleetFields, healthField, hostsTwice, sha256Field } from "../fleet/input-fields.js";

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
    health: healthField,
  })
  .superRefine(({ groups, health }, context) => {
    hostsTwice(groups, context);
    asksOnHost(health, context);
  });

export type RollbackInput = z.output<typeof input>;
