import { type CallOptions, contextOf, parseInput } from "@signalbox/release-core";
import { engineUnknown } from "../jobs/errors.js";
import { jobEngines } from "../jobs/engines.js";
import type { JobEngine } from "../jobs/job-engine.js";
import type { JobsReport } from "../jobs/jobs-report.js";
import { redisError } from "../jobs/redis/errors.js";
import { requireTimeZone } from "../jobs/time-zone.js";
import type { Databases, Opened, RedisClient } from "../ports.js";
import { lookAt } from "../session/look-at.js";
import type { ReadSession } from "../session/read-session.js";
import { redisClocks, sqlClocks } from "./clocks.js";
import type { JobsPorts } from "./ports.js";
import { type EnginesAsked, type Read, readEngines } from "./read-engines.js";
import { type Clocks, reportOf } from "./report-of.js";
import { type JobsAsked, type JobsRequest, jobsRequest } from "./request.js";

/**
 * What is running in a database, each execution once and judged with evidence: one report for each engine whose tables
 * are there. It reads in one read-only transaction on one connection, and never writes.
 * @throws ReleaseError `ERR_JOBS_ENGINE_NOT_FOUND`, `ERR_JOBS_ENGINE_UNKNOWN`, `ERR_JOBS_AMBIGUOUS`, `ERR_JOBS_SCHEMA`,
 *   `ERR_JOBS_ROWS_HIDDEN`, `ERR_JOBS_TIME_ZONE`, and `ERR_DB_…` or `ERR_REDIS_…` for what the database says
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
  requireTimeZone(asked.timeZone ?? null);
  const { clocks, found } = await readAll(ports, { asked, engines, signal, now });
  // The hosts take their time: the transaction is over before they are asked, and an idle database needs no answer.
  const isAnybody = found.some(({ sightings }) => sightings.length > 0);
  const serviceStarts = (isAnybody && (await ports.serviceStarts?.list({ signal }))) || null;
  const { database, acknowledged } = asked;
  return found.map((read) => reportOf({ ...read, database, serviceStarts, acknowledged, clocks }));
}

interface Question extends EnginesAsked {
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
  const opened = await openRedis(databases, asked.database, signal);
  try {
    const { client } = opened;
    return {
      clocks: await redisClocks(client, { now, signal }),
      found: await readEngines(question, { via: "redis", client }),
    };
  } finally {
    await opened.close();
  }
}

async function openRedis(databases: Databases, name: string, signal: AbortSignal): Promise<Opened<RedisClient>> {
  try {
    return await databases.openRedis(name, { signal });
  } catch (error) {
    throw signal.aborted ? signal.reason : redisError(error);
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
