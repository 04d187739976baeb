import type { ReleaseError } from "@signalbox/release-core";
import { classify } from "../jobs/classify.js";
import type { JobReader, Sighting } from "../jobs/job-engine.js";
import type { JobExecution, JobsReport } from "../jobs/jobs-report.js";
import type { ServiceStart } from "../ports.js";
import type { Acknowledgement } from "./request.js";

/** What one engine showed, as it was read. */
export interface Seen {
  /** As the configuration names it. */
  readonly database: string;
  readonly engine: string;
  readonly reader: Pick<JobReader, "description" | "recovery">;
  readonly sightings: readonly Sighting[];
  readonly total: number;
  readonly usual: ReadonlyMap<string, number>;
  /** Why `usual` is empty although there may be a history. */
  readonly historyProblem: ReleaseError | null;
  readonly everUsed: boolean;
  readonly serviceStarts: readonly ServiceStart[] | null;
  readonly acknowledged: readonly Acknowledgement[];
  readonly clocks: Clocks;
}

export interface Clocks {
  /** This machine's and the database's, read at once. */
  readonly checkedAt: Date;
  readonly databaseTime: Date;
  /** The database is a standby: it shows what its primary had. */
  readonly isStandby: boolean;
}

const SKEW_MS = 30_000;

/** What was read → the report. Pure. */
export function reportOf(read: Seen): JobsReport {
  // Times in a wrong zone prove nothing, and one that is yet to come shows that it is wrong.
  const seen = isFromTheFuture(read) ? { ...read, serviceStarts: null } : read;
  const { engine, reader, sightings, total, clocks } = seen;
  return {
    engine,
    description: reader.description,
    executions: sightings.map((sighting) => executionOf(sighting, seen)),
    total,
    warnings: [...warningsOf(seen)],
    checkedAt: clocks.checkedAt.toISOString(),
    databaseTime: clocks.databaseTime.toISOString(),
  };
}

function executionOf(sighting: Sighting, { engine, reader, usual, ...seen }: Seen): JobExecution {
  const { id, job, startedAt, startedAtLocal } = sighting;
  const { databaseTime } = seen.clocks;
  const usualMs = usual.get(job) ?? null;
  const skewMs = skewOf(seen.clocks);
  const judged = classify(sighting, { databaseTime, skewMs, serviceStarts: seen.serviceStarts, usualMs });
  const word = seen.acknowledged.find((one) => one.execution === id && (one.engine ?? engine) === engine);
  const local = {
    code: "local-time",
    message: `It began at ${startedAtLocal ?? ""} in a time zone that is not known.`,
  };
  const ignored = {
    code: "acknowledgement-ignored",
    message: "It was acknowledged as an orphan, but is not proven to be one.",
  };
  const isWaived = word !== undefined && judged.state === "orphan";
  return {
    id,
    job,
    state: judged.state,
    startedAt: startedAt?.toISOString() ?? null,
    runningForMs: startedAt === null ? null : Math.max(0, databaseTime.getTime() - startedAt.getTime()),
    startedBy: sighting.startedBy,
    progress: sighting.progress,
    expectedEndAt:
      startedAt === null || usualMs === null ? null : new Date(startedAt.getTime() + usualMs).toISOString(),
    evidence: [
      ...judged.evidence,
      ...(startedAtLocal === undefined ? [] : [local]),
      ...(word !== undefined && !isWaived ? [ignored] : []),
    ],
    acknowledged: isWaived ? { by: word.by, reason: word.reason, at: word.at } : null,
    // Nobody is handed what would end a job that lives.
    recovery: judged.state === "running" ? [] : reader.recovery(sighting),
  };
}

const skewOf = ({ checkedAt, databaseTime }: Clocks): number => Math.abs(checkedAt.getTime() - databaseTime.getTime());

const isFromTheFuture = ({ sightings, clocks }: Seen): boolean =>
  sightings.some(
    ({ startedAt }) => startedAt !== null && startedAt.getTime() > clocks.databaseTime.getTime() + SKEW_MS,
  );

function* warningsOf(seen: Seen): Generator<JobsReport["warnings"][number]> {
  const { database, engine, sightings, total, everUsed, clocks } = seen;
  if (!everUsed) {
    yield {
      code: "never-used",
      message: `No execution of ${engine} was ever written here.`,
      hint: "Is it the right database, schema and prefix?",
    };
  }
  if (clocks.isStandby) {
    yield {
      code: "standby",
      message: "This database is a standby: it shows what its primary had, which may be some time ago.",
      hint: "Ask the primary.",
    };
  }
  const skewMs = skewOf(clocks);
  if (skewMs > SKEW_MS) {
    yield {
      code: "clock-skew",
      message: `The clocks of this machine and of the database differ by ${Math.round(skewMs / 1000)} s.`,
      hint: "Ages are counted by the database's; set the wrong one right.",
    };
  }
  if (sightings.some(({ startedAtLocal }) => startedAtLocal !== undefined)) {
    yield {
      code: "time-zone-unknown",
      message: "The times have no zone, so nobody can say how long the jobs have been running.",
      hint: `Write the zone of the engine's process into the configuration: databases: { ${database}: { timeZone: "Asia/Kolkata" } }.`,
    };
  }
  if (isFromTheFuture(seen)) {
    yield {
      code: "from-the-future",
      message: "Some jobs began in the future: the time zone is wrong, or a clock is.",
      hint: "Correct `timeZone`; until then believe no age; the age of processes proves nothing.",
    };
  }
  if (seen.historyProblem !== null) {
    yield {
      code: "history-unread",
      message: `How long the jobs of ${engine} usually take could not be read: ${seen.historyProblem.message}`,
      hint: "They are all listed; only their expected ends are missing.",
    };
  }
  if (total > sightings.length) {
    yield {
      code: "more-than-limit",
      message: `${total} are unfinished; ${sightings.length} of them are listed.`,
      hint: "Raise `limit` to see more. All of them count.",
    };
  }
}
