import * as z from "zod";
import { patternField } from "./pattern.js";

const word = (what: string): z.ZodString => z.string().regex(/^[A-Za-z0-9@_.:\\][A-Za-z0-9@_.:\\-]*$/, `is no ${what}`);
const unit = word("unit of systemd").max(255);
const file = z.string().regex(/^\/[^\p{Cc}]*$/u, "must be an absolute path");
const from = z.enum(["host", "here"]).default("host").describe("Who asks: the server itself, or this machine");
const timeoutMs = z.int().min(1000).max(60_000).default(5000).describe("Of one question, milliseconds");
const version = z.string().regex(/^(?:[A-Za-z0-9.+~_:^-]{1,100}|\{version\})$/, "is no version");

const systemd = z.strictObject({
  type: z.literal("systemd"),
  unit,
  subState: word("state").default("running").describe("`exited` for a unit that only ran something"),
});

const sysv = z.strictObject({
  type: z.literal("sysv"),
  service: z.string().regex(/^[A-Za-z0-9_.][A-Za-z0-9_.-]*$/, "is no service"),
});

const http = z
  .strictObject({
    type: z.literal("http"),
    url: z.url({ protocol: /^https?$/ }).max(2000),
    from,
    status: z.int().min(100).max(599).default(200),
    body: patternField.optional().describe("Matches a line of the body"),
    version: z
      .strictObject({
        is: version.describe("`{version}` where who asks fills in the version of what was installed"),
        path: z
          .string()
          .regex(/^[A-Za-z0-9_$-]+(\.[A-Za-z0-9_$-]+)*$/, "must be names with dots between, such as build.version")
          .optional()
          .describe("Where it stands in a JSON body"),
        pattern: patternField.includes("{version}").optional().describe("Or the line that it stands in"),
      })
      .refine(({ path, pattern }) => (path === undefined) !== (pattern === undefined), "takes a path or a pattern")
      .optional(),
    timeoutMs,
  })
  .superRefine(({ url }, context) => {
    if (!/^[!-~]+$/.test(url)) context.addIssue({ code: "custom", path: ["url"], message: "must be plain ASCII" });
    // It would stand in the list of processes and in every journal.
    if (/^[a-z]+:\/\/[^/?#]*@/i.test(url))
      context.addIssue({ code: "custom", path: ["url"], message: "must not contain a password" });
  });

const tcp = z.strictObject({
  type: z.literal("tcp"),
  port: z.int().min(1).max(65_535),
  address: z
    .string()
    .regex(/^[A-Za-z0-9:][A-Za-z0-9.:-]*$/, "is no address")
    .default("127.0.0.1")
    .describe("Name it when asked from here"),
  from,
  timeoutMs,
});

const expectations = {
  appears: patternField.optional().describe("A line must match"),
  absent: patternField.optional().describe("No line may match"),
};
const expectsSomething = (given: { readonly appears?: string | undefined; readonly absent?: string | undefined }) =>
  given.appears !== undefined || given.absent !== undefined;

const log = z
  .strictObject({
    type: z.literal("log"),
    file,
    ...expectations,
    since: z
      .strictObject({
        byte: z.int().min(0),
        inode: z.int().min(0).optional().describe("Of the file that had so many bytes: then a rotation is followed"),
      })
      .optional()
      .describe("Only what was written after. Default: the whole file. See readLogPositions"),
  })
  .refine(expectsSomething, "takes `appears`, `absent`, or both");

const journal = z
  .strictObject({
    type: z.literal("journal"),
    unit,
    ...expectations,
    since: z.iso.datetime({ offset: true }).optional().describe("By the host's clock. Default: its last start"),
  })
  .refine(expectsSomething, "takes `appears`, `absent`, or both");

const running = z
  .strictObject({
    type: z.literal("process"),
    unit: unit.optional(),
    pidFile: file.optional(),
    startedAfter: z.iso.datetime({ offset: true }).optional().describe("By the host's clock"),
  })
  .refine((given) => (given.unit === undefined) !== (given.pidFile === undefined), "takes `unit` or `pidFile`");

/** One thing that is true of a healthy service. */
export const healthCheckField = z.discriminatedUnion("type", [systemd, sysv, http, tcp, log, journal, running]);

export type HealthCheck = z.output<typeof healthCheckField>;
/** As people write it: what has a default may be left out. */
export type HealthCheckInput = z.input<typeof healthCheckField>;

/** A check in a few words, for people: `systemd cacophony-api`. */
export function nameOfCheck(check: HealthCheck): string {
  switch (check.type) {
    case "systemd":
    case "journal":
      return `${check.type} ${check.unit}`;
    case "sysv":
      return `sysv ${check.service}`;
    case "http":
      return `http ${check.url}${check.from === "here" ? " from here" : ""}`;
    case "tcp":
      return `tcp ${check.address}:${check.port}${check.from === "here" ? " from here" : ""}`;
    case "log":
      return `log ${check.file}`;
    case "process":
      return `process of ${check.unit ?? check.pidFile ?? ""}`;
  }
}
