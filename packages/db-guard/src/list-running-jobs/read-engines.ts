import { isReleaseError, type ReleaseError } from "@signalbox/release-core";
import { engineNotFound, engineUnreadable } from "../jobs/errors.js";
import type { EngineOptions, JobEngine, JobReader } from "../jobs/job-engine.js";
import type { JobSource } from "../ports.js";
import { tablesLikeJobs } from "./near-tables.js";
import type { Seen } from "./report-of.js";
import type { JobsAsked } from "./request.js";

/** What was read of one engine. */
export interface Read extends Omit<Seen, "database" | "serviceStarts" | "acknowledged" | "clocks"> {
  readonly reader: JobReader;
}

export interface EnginesAsked {
  readonly asked: JobsAsked;
  readonly engines: readonly JobEngine[];
  readonly signal: AbortSignal;
}

/**
 * Reads every engine whose tables or keys are there.
 * @throws ReleaseError `ERR_JOBS_ENGINE_NOT_FOUND`, and what one engine's reads throw: the others prove nothing then
 */
export async function readEngines(question: EnginesAsked, source: JobSource): Promise<readonly Read[]> {
  const { asked, engines, signal } = question;
  const options = optionsOf(question);
  const found: Read[] = [];
  for (const engine of engines) {
    try {
      const reader = await engine.find(source, options);
      if (reader !== null) found.push({ ...(await readJobs(reader, asked.limit)), engine: engine.name, reader });
    } catch (error) {
      throw engines.length > 1 && isReleaseError(error) && !signal.aborted
        ? engineUnreadable(engine.name, error)
        : error;
    }
  }
  if (found.length > 0) return withHistories(found, source, signal);
  const near = source.via === "sql" ? await tablesLikeJobs(source.session) : [];
  throw engineNotFound(
    asked.database,
    engines.map(({ name }) => name),
    near,
  );
}

const optionsOf = ({ asked, signal }: EnginesAsked): EngineOptions => ({
  prefix: asked.prefix ?? undefined,
  schema: asked.schema ?? undefined,
  timeZone: asked.timeZone ?? null,
  parameters: {
    startedBy: asked.startedBy ?? undefined,
    total: asked.total ?? undefined,
    users: asked.users ?? undefined,
  },
  signal,
});

/** The cheap question first: mostly nothing is running, and then nothing else is read but whether it ever was. */
async function readJobs(reader: JobReader, limit: number): Promise<Omit<Read, "engine" | "reader">> {
  const nothing = { sightings: [], total: 0, usual: new Map<string, number>(), historyProblem: null };
  if (!(await reader.anyUnfinished())) return { ...nothing, everUsed: await reader.everUsed() };
  return { ...nothing, ...(await reader.unfinished(limit)), everUsed: true };
}

/** Histories are long, and their tables have indexes for other questions: no look takes longer for them than this. */
const HISTORY_TIMEOUT = "select set_config('statement_timeout', '1000', true)";

/**
 * How long the jobs that run usually take. It is asked last, since a refused statement ends the transaction, and once:
 * without an answer there is no expected end, and nothing else is missing.
 */
async function withHistories(found: readonly Read[], source: JobSource, signal: AbortSignal): Promise<readonly Read[]> {
  if (found.every(({ sightings }) => sightings.length === 0)) return found;
  const read: Read[] = [];
  let historyProblem: ReleaseError | null = null;
  try {
    if (source.via === "sql") await source.session.rows(HISTORY_TIMEOUT);
    for (const one of found) {
      const jobs = [...new Set(one.sightings.map(({ job }) => job))];
      read.push(jobs.length === 0 ? one : { ...one, usual: await one.reader.usualDurations(jobs) });
    }
  } catch (error) {
    if (signal.aborted || !isReleaseError(error)) throw error;
    historyProblem = error;
  }
  return [...read, ...found.slice(read.length).map((one) => ({ ...one, historyProblem }))];
}
