import { createReadStream } from "node:fs";
import { already, done, type Outcome, type PerformContext } from "@signalbox/release-core";
import type { SqlClient } from "../ports.js";
import { databaseError } from "../session/errors.js";
import { TABLES } from "./catalog.js";
import { drillCut, drillDiffers, drillRunning, dumpChanged, programMissing } from "./errors.js";
import type { DumpInput } from "./input.js";
import { catalogOf, fileMatches, programsFor } from "./inspect.js";
import type { DumpAction } from "./plan.js";
import type { DumpPorts, ProgramSet } from "./ports.js";
import { type DumpRecord, readRecord, writeRecord } from "./record.js";
import { runProgram } from "./run-program.js";

export interface DrillResult {
  readonly file: string;
  readonly tables: number;
  readonly tookMs: number;
  readonly at: string;
}

type DrillAction = Extract<DumpAction, { type: "restore-drill" }>;

/** Restores a dump into a database of its own, counts what came, and drops it, however that ends. */
export async function restoreDrill(
  action: DrillAction,
  ports: DumpPorts,
  context: PerformContext<DumpInput>,
): Promise<Outcome<DrillResult>> {
  const { file } = action;
  const record = await readRecord(file);
  if (record === null || (await fileMatches(file, record, context.signal)) !== "same") throw dumpChanged(file);
  if (record.drill !== null) return already({ file, ...record.drill });
  try {
    return await drillOf(record, action, ports, context);
  } catch (error) {
    throw context.signal.aborted ? error : drillCut(error, file);
  }
}

async function drillOf(
  record: DumpRecord,
  { file, on, scratch }: DrillAction,
  ports: DumpPorts,
  context: PerformContext<DumpInput>,
): Promise<Outcome<DrillResult>> {
  const { signal, now } = context;
  const { version } = await catalogOf(on, ports, signal);
  const programs = await programsFor(maximum(version, record.programVersion), ports, context);
  if (programs === null) throw programMissing("pg_restore", undefined);
  const env = await ports.programs.environmentOf(on);
  const opened = await ports.databases.openSql(on, { signal });
  try {
    // It dies with whoever holds it: what is there while nobody does is left over.
    if (!(await lock(opened.client, scratch))) throw drillRunning(scratch);
    const startedMs = now().getTime();
    const tables = await restore({ programs, env, file, scratch, signal });
    if (tables !== record.tables) throw drillDiffers(file, record.tables, tables);
    const drill = { at: now().toISOString(), tables, tookMs: now().getTime() - startedMs };
    await writeRecord(file, { ...record, drill });
    return done({ file, ...drill });
  } finally {
    await opened.close();
  }
}

interface Restoring {
  readonly programs: ProgramSet;
  readonly env: Readonly<Record<string, string>>;
  readonly file: string;
  readonly scratch: string;
  readonly signal: AbortSignal;
}

async function restore({ programs, env, file, scratch, signal }: Restoring): Promise<number> {
  const { psql, pgRestore } = programs;
  const asked = ["--no-psqlrc", "--no-password", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"];
  const drop = [...asked, "--command", `drop database if exists ${scratch} with (force)`];
  await runProgram(psql, { args: drop, env, signal });
  try {
    await runProgram(psql, {
      args: [...asked, "--command", `create database ${scratch} template template0`],
      env,
      signal,
    });
    const into = ["--no-password", "--exit-on-error", "--no-owner", "--no-privileges", `--dbname=${scratch}`];
    await runProgram(pgRestore, { args: into, env, signal, input: createReadStream(file) });
    const count = `select count(*) from (${TABLES}) as tables`;
    const said = await runProgram(psql, { args: [...asked, "--dbname", scratch, "--command", count], env, signal });
    return Number(said.trim());
  } finally {
    // Without the signal: after an abort above all.
    await runProgram(psql, { args: drop, env });
  }
}

async function lock(client: SqlClient, name: string): Promise<boolean> {
  try {
    const { rows } = await client.query("select pg_try_advisory_lock(hashtext($1)) as taken", [name]);
    return rows[0]?.["taken"] === true;
  } catch (error) {
    throw databaseError(error);
  }
}

/** Neither the server nor the dump's format may be newer than the program. */
const maximum = (one: string, other: string): string =>
  Number.parseInt(one, 10) >= Number.parseInt(other, 10) ? one : other;
