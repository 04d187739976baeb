import { rm } from "node:fs/promises";
import { already, done, type Outcome, type PerformContext, planStale, type Warning } from "@signalbox/release-core";
import type { Catalog } from "./catalog.js";
import { dumpIncomplete, programMissing } from "./errors.js";
import type { DumpInput } from "./input.js";
import { catalogOf, fileMatches, programsFor } from "./inspect.js";
import { shrunk } from "./plan.js";
import type { DumpPorts, ProgramSet } from "./ports.js";
import { type DumpRecord, lastDump, readRecord, writeRecord } from "./record.js";
import { runProgram } from "./run-program.js";
import { parseTableOfContents } from "./table-of-contents.js";
import { prepareFolder, publish, type WrittenDump, writePartial } from "./write-dump.js";

export interface DumpResult {
  readonly file: string;
  readonly sha256: string;
  readonly size: number;
  readonly tables: number;
  readonly serverVersion: string;
  readonly programVersion: string;
  /** When it was made, ISO 8601. */
  readonly at: string;
  readonly warnings: readonly Warning[];
}

/** Dumps into a file of another name, verifies that, and only then gives it its name. */
export async function makeDump(ports: DumpPorts, context: PerformContext<DumpInput>): Promise<Outcome<DumpResult>> {
  const { input, signal, now } = context;
  const { database, file } = input;
  const before = await catalogOf(database, ports, signal);
  const known = await readRecord(file);
  const isOurs = known?.database === database && known.name === before.name;
  const found = await fileMatches(file, isOurs ? known : null, signal);
  if (found === "same" && known !== null) return already(await resultOf(file, known));
  if (found === "other") throw planStale(file, "absent", "another file");
  const programs = await programsFor(before.version, ports, context);
  if (programs === null) throw programMissing("pg_dump", undefined);

  await prepareFolder(file);
  const written = await dump(ports, programs, context);
  try {
    const after = await catalogOf(database, ports, signal);
    await verify(written, programs, { file, before, after, signal });
    const record: DumpRecord = {
      format: 1,
      ...{ database, name: before.name, serverVersion: before.version, programVersion: programs.version },
      ...{ sha256: written.sha256, size: written.size, tables: after.tables.length, at: now().toISOString() },
      drill: null,
    };
    // The record first: without its file it says nothing, while a file without a record would be nobody's.
    await writeRecord(file, record);
    await publish(written.partial, file);
    return done(await resultOf(file, record));
  } finally {
    await rm(written.partial, { force: true });
  }
}

/** Tenths: a dump that grows slowly is seen to grow. */
const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

async function dump(
  { programs }: DumpPorts,
  { pgDump }: ProgramSet,
  { input, signal, emit, now }: PerformContext<DumpInput>,
): Promise<WrittenDump> {
  const { database, file, lockWaitMs } = input;
  const env = await programs.environmentOf(database);
  let written: WrittenDump | undefined;
  let told = now().getTime();
  const tell = (size: number): void => {
    if (now().getTime() - told < 1000) return;
    told = now().getTime();
    emit({ type: "progress", kind: "dump-database", message: `dumping ${database}: ${megabytes(size)}`, done: size });
  };
  // By our own hands, so that it ends with us: a file of its own it would go on writing when we are killed.
  const args = ["--format=custom", "--no-password", `--lock-wait-timeout=${lockWaitMs}`];
  try {
    await runProgram(pgDump, {
      ...{ args, env, signal },
      output: async (stdout) => void (written = await writePartial(file, stdout, tell)),
    });
  } catch (error) {
    if (written !== undefined) await rm(written.partial, { force: true });
    throw error;
  }
  if (written === undefined || written.size === 0) throw dumpIncomplete(file, "it is empty");
  return written;
}

interface Verification {
  readonly file: string;
  readonly before: Catalog;
  readonly after: Catalog;
  readonly signal: AbortSignal;
}

/** A table that was there before and after must be in it, with its rows. */
async function verify(
  { partial }: WrittenDump,
  { pgRestore }: ProgramSet,
  { file, before, after, signal }: Verification,
): Promise<void> {
  const list = await runProgram(pgRestore, { args: ["--list", partial], env: {}, signal });
  const contents = parseTableOfContents(list);
  if (contents.entries === 0 && before.tables.length > 0) throw dumpIncomplete(file, "its table of contents is empty");
  const stayed = new Set(after.tables.map(({ oid }) => oid));
  const missing = before.tables
    .filter(({ oid }) => stayed.has(oid))
    .filter(({ oid, hasRows }) => !contents.tables.has(oid) || (hasRows && !contents.withRows.has(oid)))
    .map(({ name }) => name);
  if (missing.length > 0) throw dumpIncomplete(file, `it lacks ${missing.length} tables`, missing);
}

async function resultOf(file: string, record: DumpRecord): Promise<DumpResult> {
  const { sha256, size, tables, serverVersion, programVersion, at } = record;
  const last = await lastDump(file, record.database);
  const warnings = last === null ? [] : shrunk(size, last);
  return { file, sha256, size, tables, serverVersion, programVersion, at, warnings };
}
