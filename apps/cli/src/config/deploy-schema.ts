import { healthCheckField } from "@signalbox/server-deploy";
import * as z from "zod";

const text = z.string().min(1);
const seconds = z.int().min(1).max(86_400);

const sshHost = z.strictObject({
  address: text.optional().describe("default: the name"),
  port: z.int().min(1).max(65_535).optional(),
  user: text.optional(),
  jump: text.optional().describe("a host to go through, by its name"),
  identityFile: text.optional().describe("path of a key"),
});

export const sshSchema = z.strictObject({
  user: text.optional().describe("default: ssh's own"),
  hostKeys: z.enum(["strict", "accept-new"]).optional().describe("default: strict"),
  knownHosts: text.optional().describe("a file of host keys that the team shares; default: everybody's own"),
  sudo: z.enum(["none", "ask"]).optional().describe("ask: sudo wants a password; default: it wants none"),
  hosts: z.record(text, sshHost).optional().describe("host → how it is reached; default: by ~/.ssh/config"),
});

const share = z.string().regex(/^(?:[1-9]\d{0,3}|(?:100|[1-9]?\d)%)$/, "a number or a percentage: 1, 30%");

const placedFile = z
  .strictObject({
    file: text.optional().describe("on this machine"),
    asset: text.optional().describe("of the release: server-{version}.jar; deploy --file stands for it"),
    to: z.string().startsWith("/").describe("an absolute path on the server"),
    owner: text.optional().describe("default: root"),
    group: text.optional().describe("default: root"),
    mode: z
      .string()
      .regex(/^0?[0-7]{3}$/, "three octal digits, such as 644")
      .optional()
      .describe("default: 644"),
  })
  .refine(({ file, asset }) => (file === undefined) !== (asset === undefined), "takes `file` or `asset`");

/** What only a package has. */
const OF_PACKAGES = ["package", "format", "asset", "method", "leftovers", "database"] as const;

const fields = {
  package: text.optional().describe("its name on the servers; default: the component's name"),
  format: z.enum(["deb", "rpm"]).optional().describe("default: by the ending of its file"),
  files: z.array(placedFile).min(1).optional().describe("it is no package, but these files"),
  asset: text.optional().describe("the file of its release: api_{version}_{arch}.deb; default: its only .deb or .rpm"),
  groups: z.array(text).min(1).describe("groups of hosts, in the order in which they are deployed"),
  services: z.array(text).optional().describe("stopped before and started after, in the order of stopping"),
  method: z.enum(["in-place", "reinstall"]).optional().describe("reinstall: stop, remove, install, start"),
  transfer: z.enum(["push", "pull"]).optional().describe("pull: the host fetches the file itself; default: push"),
  health: z.array(healthCheckField).optional().describe("what must hold afterwards"),
  stableSeconds: z.int().min(0).max(86_400).optional().describe("for so long without a break; default: 5"),
  healthDeadlineSeconds: seconds.optional().describe("how long it may take to come up; default: 60"),
  waves: z.array(share).min(1).optional().describe('hosts at once, wave by wave: ["1", "30%", "100%"]'),
  maxFailures: share.optional().describe("hosts that may fail before no other is begun: 1 or 10%; default: none"),
  rollback: z.enum(["required", "preferred", "none"]).optional().describe("default: preferred"),
  onFailure: z.enum(["stop", "roll-back-host", "roll-back-fleet"]).optional().describe("default: roll-back-host"),
  database: text
    .optional()
    .describe("directly before a server is changed, none of this database's jobs may be running"),
  leftovers: z.enum(["refuse", "repair"]).optional().describe("what a half installed package is; default: refuse"),
};

export const deploySchema = z.strictObject(fields).superRefine((given, context) => {
  if (given.files === undefined) return;
  for (const name of OF_PACKAGES)
    if (given[name] !== undefined)
      context.addIssue({ code: "custom", path: [name], message: "is for packages, and this has `files`" });
  if (given.onFailure === "roll-back-fleet")
    context.addIssue({
      code: "custom",
      path: ["onFailure"],
      message: "brings back packages alone: servers that have new `files` keep them. Write roll-back-host",
    });
  if (given.files.filter(({ asset }) => asset !== undefined).length > 1)
    context.addIssue({ code: "custom", path: ["files"], message: "has more than one `asset`" });
});

export const hostGroups = z
  .record(text, z.array(text).min(1))
  .describe("group → its hosts, as ssh knows them: { api: [server-prod-api] }");
