import * as z from "zod";
import { sha256Field } from "../fleet/input-fields.js";
import type { InstallOnHost } from "./action.js";

/** The variable of a transaction's first command that carries its action. */
export const RECORD = "SIGNALBOX_ACTION";

const text = z
  .string()
  .max(1000)
  .regex(/^\P{Cc}*$/u);
const file = { version: text, sha256: sha256Field };
const action = z.strictObject({
  type: z.literal("install-package"),
  summary: text,
  host: text,
  group: text,
  wave: z.int(),
  package: text,
  does: z.enum(["install", "upgrade", "downgrade", "reinstall", "start"]),
  expected: z.strictObject({ version: text, state: text }).nullable(),
  version: text,
  sha256: sha256Field,
  repairs: z.boolean(),
  init: z.enum(["systemd", "sysv"]),
  resolver: text.nullable(),
  installs: z.array(text),
  wayBack: z.union([
    z.strictObject({ kind: z.enum(["remove", "none", "unavailable"]) }),
    z.strictObject({ kind: z.literal("kept"), ...file, path: text }),
    z.strictObject({ kind: z.literal("sent"), ...file }),
  ]),
});

/** As plain characters, which no quoting touches. */
export const recordOf = (given: InstallOnHost): string => Buffer.from(JSON.stringify(given)).toString("base64url");

/**
 * The action that a transaction under way was begun for: who comes later plans exactly the same, and what was approved
 * then is still what is done. Null when there is none that can be read. Pure.
 */
export function readRecord(record: string | null): InstallOnHost | null {
  try {
    const found: unknown = JSON.parse(Buffer.from(record ?? "", "base64url").toString("utf8"));
    return action.safeParse(found).data ?? null;
  } catch {
    return null;
  }
}
