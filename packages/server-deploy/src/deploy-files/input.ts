import * as z from "zod";
import { asksOnHost, fleetFields, healthField, hostsTwice, sha256Field } from "../fleet/input-fields.js";

const account = z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/, "is no name of an account");

const file = z
  .strictObject({
    path: z
      .string()
      .max(1000)
      .regex(/^(?:\/[A-Za-z0-9_+@%~:,=-][A-Za-z0-9_.+@%~:,= -]*)+$/, "must be an absolute path without dots to follow")
      .describe("Where it is on the server"),
    file: z.string().min(1).optional().describe("On this machine"),
    url: z
      .url({ protocol: /^https?$/ })
      .refine((url) => !/^[a-z]+:\/\/[^/?#]*@/i.test(url), "must not contain a password: it would reach every server")
      .optional(),
    sha256: sha256Field.optional().describe("What it must have; the same is checked again on every server"),
    owner: account.default("root"),
    group: account.default("root"),
    mode: z
      .string()
      .regex(/^0?[0-7]{3}$/, "must be three octal digits, such as 644")
      .default("644"),
  })
  .refine((given) => (given.file === undefined) !== (given.url === undefined), "takes `file` or `url`");

const { groups, rollout, services } = fleetFields;

/** See `deployFiles`. */
export const input = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9 ._+-]{0,99}$/, "is no name")
      .describe("For people: avni-server 16.2"),
    groups,
    rollout,
    services,
    files: z.array(file).min(1).max(50),
    transfer: z.enum(["push", "pull"]).default("push").describe("`pull`: each server fetches the addresses itself"),
    onFailure: z.enum(["stop", "roll-back-host"]).default("roll-back-host"),
    health: healthField,
  })
  .superRefine((given, context) => {
    hostsTwice(given.groups, context);
    const paths = given.files.map(({ path }) => path);
    for (const [at, { path, url, sha256 }] of given.files.entries()) {
      const issue = (message: string): void =>
        context.addIssue({ code: "custom", path: ["files", at, "path"], message });
      if (paths.indexOf(path) !== at) issue(`has ${path} a second time`);
      if (given.transfer === "pull" && (url === undefined || !url.startsWith("https:") || sha256 === undefined))
        issue("`pull` needs an https address and the sha256 of every file");
    }
    asksOnHost(given.health, context);
  });

export type DeployFilesInput = z.output<typeof input>;
export type WishedFile = DeployFilesInput["files"][number];
