import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { callOptionsOf, type Context } from "@signalbox/release-core";
import { lookAt } from "../session/look-at.js";
import { type Catalog, readCatalog } from "./catalog.js";
import type { DumpInput } from "./input.js";
import { majorOf } from "./plan.js";
import type { DumpPorts, ProgramSet } from "./ports.js";
import { type DumpRecord, type EarlierDump, lastDump, readRecord } from "./record.js";

export interface DumpFacts {
  /** `same`: the file is what its record says, of this database. */
  readonly found: "absent" | "same" | "other";
  readonly record: DumpRecord | null;
  /** Since the dump that is there already was made. */
  readonly ageMs: number | null;
  readonly last: EarlierDump | null;
  /** `15.18` */
  readonly server: string;
  readonly tables: number;
  readonly databaseBytes: number;
  readonly freeBytes: number;
  /** null: there is none that can dump this server. */
  readonly programs: ProgramSet | null;
  readonly scratch: string;
}

export async function inspect(given: DumpInput, ports: DumpPorts, context: Context): Promise<DumpFacts> {
  const { database, file } = given;
  const { signal } = context;
  const catalog = await catalogOf(database, ports, signal);
  const record = await readRecord(file);
  const isOurs = record?.database === database && record.name === catalog.name;
  const found = (await fileMatches(file, isOurs ? record : null, signal)) ?? "absent";
  return {
    found,
    record: found === "same" ? record : null,
    ageMs: found === "same" && record !== null ? context.now().getTime() - Date.parse(record.at) : null,
    last: await lastDump(file, database),
    server: catalog.version,
    tables: catalog.tables.length,
    databaseBytes: catalog.bytes,
    freeBytes: await freeBytes(dirname(file)),
    programs: await programsFor(catalog.version, ports, context),
    scratch: scratchName(database),
  };
}

export const catalogOf = (database: string, { databases }: DumpPorts, signal: AbortSignal): Promise<Catalog> =>
  lookAt(databases, database, readCatalog, { signal });

/** The server's own major version where there is one, else the oldest newer one: it changes least. */
export async function programsFor(
  server: string,
  { programs }: DumpPorts,
  context: Context,
): Promise<ProgramSet | null> {
  const found = await programs.list(callOptionsOf(context));
  const able = found.filter(({ version }) => majorOf(version) >= majorOf(server));
  return able.sort((a, b) => majorOf(a.version) - majorOf(b.version))[0] ?? null;
}

/** One a database: whatever an earlier drill left there is found again by the next one. */
export const scratchName = (database: string): string =>
  `signalbox_drill_${createHash("sha256").update(database).digest("hex").slice(0, 12)}`;

/** null: there is no file. */
export async function fileMatches(
  file: string,
  record: DumpRecord | null,
  signal: AbortSignal,
): Promise<"same" | "other" | null> {
  const size = await stat(file).then(
    (found) => found.size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
      throw error;
    },
  );
  if (size === null) return null;
  if (record?.size !== size) return "other";
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash, { signal });
  return hash.digest("hex") === record.sha256 ? "same" : "other";
}

/** Of the nearest folder that is there: it may be made later. */
async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || dirname(folder) === folder) throw error;
    return freeBytes(dirname(folder));
  }
}
