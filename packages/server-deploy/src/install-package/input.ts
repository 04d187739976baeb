import * as z from "zod";
import { asksOnHost, fleetFields, healthField, hostsTwice, sha256Field } from "../fleet/input-fields.js";

const place = {
  file: z.string().min(1).optional().describe("On this machine"),
  url: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !/^[a-z]+:\/\/[^/?#]*@/i.test(url), "must not contain a password: it would reach every server")
    .optional(),
  sha256: sha256Field.optional().describe("What the file must have; the same is checked again on every server"),
  checksums: z
    .string()
    .min(1)
    .optional()
    .describe("A list as sha256sum writes it, that has the sha256: path or address"),
};

const artifact = z
  .strictObject(place)
  .refine(({ file, url }) => (file === undefined) !== (url === undefined), "takes `file` or `url`");

/** See `installPackage`. */
export const input = z
  .strictObject({
    ...fleetFields,
    version: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.+~^_:-]*$/, "is no version"),
    artifact,
    transfer: z.enum(["push", "pull"]).default("push").describe("`pull`: each server fetches the address itself"),
    method: z
      .enum(["in-place", "reinstall"])
      .default("in-place")
      .describe("`reinstall`: stop, remove, install, start; edited configuration is carried over"),
    repair: z
      .enum(["refuse", "repair"])
      .default("refuse")
      .describe("What to do with an installation that was interrupted"),
    rollback: z
      .enum(["required", "preferred", "none"])
      .default("preferred")
      .describe("Whether there must be a way back before anything is installed"),
    onFailure: z
      .enum(["stop", "roll-back-host", "roll-back-fleet"])
      .default("roll-back-host")
      .describe("`roll-back-fleet`: also the servers that had succeeded, when more failed than may"),
    allowDowngrade: z.boolean().default(false),
    replaceContent: z.boolean().default(false).describe("Install again where the same version had another content"),
    previous: artifact.optional().describe("A copy of the package that is installed now, to go back to"),
    health: healthField,
  })
  .superRefine((given, context) => {
    hostsTwice(given.groups, context);
    if (given.transfer === "pull" && given.artifact.url?.startsWith("https://") !== true)
      context.addIssue({
        code: "custom",
        path: ["transfer"],
        message: "`pull` needs an https address of the artifact",
      });
    asksOnHost(given.health, context);
  });

export type InstallInput = z.output<typeof input>;
