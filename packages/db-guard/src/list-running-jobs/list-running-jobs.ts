import { type CallOptions, contextOf, parseInput } from "@signalbox/release-core";
import { engineNotFound, engineUnknown } from "../jobs/errors.js";
import { jobEngines } from "../jobs/engines.js";
import type { EngineOptions, JobEngine, JobReader } from "../jobs/job-engine.js";
import type { JobsReport } from "../jobs/jobs-report.js";
import type { JobSource } from "../ports.js";
import { lookAt } from "../session/look-at.js";
import type { ReadSession } from "../session/read-session.js";
import { redisClocks, sqlClocks } from "./clocks.js";
import { tablesLikeJobs } from "./near-tables.js";
import type { JobsPorts } from "./ports.js";
import { type Clocks, reportOf, type Seen } from "./report-of.js";
import { type JobsAsked, type JobsRequest, jobsRequest } from "./request.js";

/**
 * What is running in a database, each execution once and judged with evidence: one report for each engine whose tables
 * are there. It reads in one read-only transaction on one connection, and never writes.
 * @throws ReleaseError `ERR_JOBS_ENGINE_NOT_FOUND`, `ERR_JOBS_ENGINE_UNKNOWN`, `ERR_JOBS_AMBIGUOUS`, `ERR_JOBS_SCHEMA`,
 *   `ERR_JOBS_TIME_ZONE`, and `ERR_DB_…` for what the database says
 */
export async function listRunningJobs(
  ports: JobsPorts,
  request: JobsRequest,
  options: CallOptions = {},
): Promise<JobsReport[]> {
  const asked = parseInput("list-running-jobs", jobsRequest, request);
  return lookAtJobs(ports, asked, options);
}

/** The same, when the request was checked already. */
export async function lookAtJobs(ports: JobsPorts, asked: JobsAsked, options: CallOptions): Promise<JobsReport[]> {
  const { signal, now } = contextOf(options);
  const engines = enginesFor(ports.engines ?? jobEngines, asked);
  const { clocks, found } = await readAll(ports, { asked, engines, signal, now });
  // The hosts take their time: the transaction is over before they are asked, and an idle database needs no answer.
  const isAnybody = found.some(({ sightings }) => sightings.length > 0);
  const serviceStarts = (isAnybody && (await ports.serviceStarts?.list({ signal }))) || null;
  return found.map((read) => reportOf({ ...read, serviceStarts, acknowledged: asked.acknowledged, clocks }));
}

interface Question {
  readonly asked: JobsAsked;
  readonly engines: readonly JobEngine[];
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

interface Answer {
  readonly clocks: Clocks;
  readonly found: readonly Read[];
}

async function readAll({ databases, limits }: JobsPorts, question: Question): Promise<Answer> {
  const { asked, engines, signal, now } = question;
  if (engines[0]?.via !== "redis") {
    const read = async (session: ReadSession): Promise<Answer> => ({
      clocks: await sqlClocks(session, now),
      found: await readEngines(question, { via: "sql", session }),
    });
    return lookAt(databases, asked.database, read, { signal, limits });
  }
  const opened = await databases.openRedis(asked.database, { signal });
  try {
    const { client } = opened;
    return { clocks: await redisClocks(client, now), found: await readEngines(question, { via: "redis", client }) };
  } finally {
    await opened.close();
  }
}

/** Without a name, the engines that live in a SQL database. */
function enginesFor(known: readonly JobEngine[], { engine }: JobsAsked): readonly JobEngine[] {
  if (typeof engine !== "string") return known.filter(({ via }) => via === "sql");
  const named = known.filter(({ name }) => name === engine);
  if (named.length === 0)
    throw engineUnknown(
      engine,
      known.map(({ name }) => name),
    );
  return named;
}

/** What was read of one engine. */
type Read = Omit<Seen, "serviceStarts" | "acknowledged" | "clocks">;

async function readEngines({ asked, engines, signal }: Question, source: JobSource): Promise<readonly Read[]> {
  const engineOptions: EngineOptions = {
    prefix: asked.prefix ?? undefined,
    schema: asked.schema ?? undefined,
    timeZone: asked.timeZone ?? null,
    parameters: {
      startedBy: asked.startedBy ?? undefined,
      total: asked.total ?? undefined,
      users: asked.users ?? undefined,
    },
    signal,
  };
  const found: Read[] = [];
  for (const engine of engines) {
    const reader = await engine.find(source, engineOptions);
    if (reader !== null) found.push({ ...(await readJobs(reader, asked.limit)), engine: engine.name, reader });
  }
  if (found.length > 0) return found;
  const near = source.via === "sql" ? await tablesLikeJobs(source.session) : [];
  throw engineNotFound(
    asked.database,
    engines.map(({ name }) => name),
    near,
  );
}

/** The cheap question first: mostly nothing is running, and then nothing else is read but whether it ever was. */
async function readJobs(reader: JobReader, limit: number) {
  const nothing = { sightings: [], total: 0, usual: new Map<string, number>() };
  if (!(await reader.anyUnfinished())) return { ...nothing, everUsed: await reader.everUsed() };
  const { sightings, total } = await reader.unfinished(limit);
  const usual = await reader.usualDurations([...new Set(sightings.map(({ job }) => job))]);
  return { sightings, total, usual, everUsed: true };
}
