import type { ServiceStart } from "../ports.js";
import { shownSpan } from "../shown-span.js";
import type { Sighting, SignOfLife } from "./job-engine.js";
import type { ExecutionState, JobEvidence } from "./jobs-report.js";

/** What else is known when an execution is judged. */
export interface Surroundings {
  /** The database's clock. */
  readonly databaseTime: Date;
  /** By how much this machine's clock, by which services are counted, differs from it. Default: 0. */
  readonly skewMs?: number | undefined;
  /** Null: nobody asked the hosts. */
  readonly serviceStarts: readonly ServiceStart[] | null;
  /** Median of the same job's history, milliseconds; null without one. */
  readonly usualMs: number | null;
}

export interface Judgement {
  readonly state: ExecutionState;
  readonly evidence: readonly JobEvidence[];
}

/** Clocks of hosts and of the database differ by so much without anybody noticing. */
const CLOCK_SLACK_MS = 10_000;
/** A job that has written before and is silent for so long. It may well be busy with one large chunk. */
const QUIET_MS = 15 * 60_000;
/** Silence of a job of which nobody knows how long it takes. */
const LONG_MS = 24 * 3_600_000;
/** https://en.wikipedia.org/wiki/UTC%E2%88%9212:00 */
const FARTHEST_WEST_MS = 12 * 3_600_000;
/** So many times as long as usual, and never less than an hour. */
const UNUSUAL = { times: 3, leastMs: 3_600_000 };

/**
 * A sighting → what is to be thought of it, with the reasons. Pure. `orphan` needs a proof: a lock that nobody holds, a
 * heartbeat that the engine itself calls dead, or that every service which could work on it began after it did. Age alone
 * proves nothing, and whatever lives by one sign is not declared dead by another.
 */
export function classify(sighting: Sighting, surroundings: Surroundings): Judgement {
  const exact = exactSign(sighting, surroundings);
  if (exact !== null) return { state: exact.state, evidence: [exact.evidence, ...(sighting.doubts ?? [])] };
  const hosts = byServiceStarts(sighting, surroundings);
  if (hosts?.proven === true) return { state: "orphan", evidence: [hosts.evidence, ...(sighting.doubts ?? [])] };
  const told = hosts === null ? [] : [hosts.evidence];
  const doubts = [...(sighting.doubts ?? []), ...ageDoubts(sighting, surroundings)];
  if (doubts.length > 0) return { state: "suspect", evidence: [...doubts, ...told, NO_PROOF] };
  return { state: "running", evidence: [...checkpointEvidence(sighting.signs), ...told, NOTHING_AGAINST] };
}

const NOTHING_AGAINST = { code: "nothing-against", message: "Nothing speaks against its running." };
const NO_PROOF = { code: "no-proof", message: "That is no proof that nobody works on it." };

/**
 * Locks die with their holder and heartbeats have a rule: what lives by one of them lives. A process that took the job up
 * when its beat was long overdue works without beating: that beat says nothing.
 */
function exactSign(
  { signs, startedAt }: Sighting,
  { databaseTime }: Surroundings,
): { state: ExecutionState; evidence: JobEvidence } | null {
  const jobAgeMs = startedAt === null ? Infinity : databaseTime.getTime() - startedAt.getTime();
  const verdicts = signs.flatMap((sign) => {
    if (sign.kind === "lock")
      return [
        sign.held
          ? alive("lock-held", `${sign.name} is held.`)
          : dead("lock-absent", `Nobody holds ${sign.name}, which dies with its holder.`),
      ];
    if (sign.kind !== "heartbeat") return [];
    if (sign.ageMs > sign.deadAfterMs && sign.ageMs > jobAgeMs + sign.deadAfterMs) return [];
    const beat = `${sign.name} was ${shownSpan(sign.ageMs)} ago`;
    return [
      sign.ageMs <= sign.deadAfterMs
        ? alive("heartbeat", `${beat}; it comes every ${shownSpan(sign.everyMs)}.`)
        : dead("heartbeat-dead", `${beat}; a process is given up after ${shownSpan(sign.deadAfterMs)}.`),
    ];
  });
  return verdicts.find(({ state }) => state === "running") ?? verdicts[0] ?? null;
}

const alive = (code: string, message: string): { state: ExecutionState; evidence: JobEvidence } => ({
  state: "running",
  evidence: { code, message },
});
const dead = (code: string, message: string): { state: ExecutionState; evidence: JobEvidence } => ({
  state: "orphan",
  evidence: { code, message },
});

/** Whether every process that could work on it began after it did; null where nobody asked. */
function byServiceStarts(
  { startedAt, signs }: Sighting,
  { serviceStarts, databaseTime, skewMs = 0 }: Surroundings,
): { readonly proven: boolean; readonly evidence: JobEvidence } | null {
  if (serviceStarts === null) return null;
  const said = (code: string, message: string) => ({ proven: false, evidence: { code, message } });
  if (serviceStarts.length === 0) return said("services-unknown", "No host with the service is known.");
  const unknown = serviceStarts.filter((one) => one.startedAt === null).map(nameOf);
  if (unknown.length > 0) return said("services-unknown", `When it began is not known of ${unknown.join(", ")}.`);
  if (startedAt === null)
    return said("start-unknown", "When it began is not known, so it cannot be compared with its services.");
  const startMs = (one: ServiceStart): number => Date.parse(one.startedAt ?? "");
  const slackMs = CLOCK_SLACK_MS + skewMs;
  const older = serviceStarts.filter((one) => !(startMs(one) > startedAt.getTime() + slackMs));
  if (older.length > 0)
    return said("service-older", `${older.map(nameOf).join(", ")} began before it, and may work on it.`);
  const firstMs = Math.min(...serviceStarts.map(startMs));
  const writtenMs = signs.flatMap((sign) => (sign.kind === "lock" ? [] : [databaseTime.getTime() - sign.ageMs]));
  if (writtenMs.some((at) => at > firstMs + CLOCK_SLACK_MS)) {
    return said("written-since", "It has written since its services began: somebody else works on it.");
  }
  const began = serviceStarts.map((one) => `${nameOf(one)} at ${one.startedAt ?? ""}${wordOf(one)}`).join(", ");
  const isSeen = serviceStarts.every(({ saidBy }) => saidBy === undefined);
  return {
    proven: true,
    evidence: {
      code: isSeen ? "services-newer" : "services-said-newer",
      message: `It began at ${startedAt.toISOString()}, and every service after that: ${began}.`,
    },
  };
}

const wordOf = ({ saidBy }: ServiceStart): string => (saidBy === undefined ? "" : ` (said by ${saidBy})`);

const nameOf = ({ host, service }: ServiceStart): string => `${service} on ${host}`;

/** Zones are at most 12 h behind UTC: so long ago it began at least, wherever its clock hangs. Null: not even that is known. */
function leastAgeMs({ startedAt, startedAtLocal }: Sighting, databaseTime: Date): number | null {
  if (startedAt !== null || startedAtLocal === undefined) return null;
  const asIfUtc = Date.parse(`${startedAtLocal.replace(" ", "T")}Z`);
  return Number.isNaN(asIfUtc) ? null : databaseTime.getTime() - asIfUtc - FARTHEST_WEST_MS;
}

function ageDoubts(sighting: Sighting, { databaseTime, usualMs }: Surroundings): JobEvidence[] {
  const { startedAt, progress, signs } = sighting;
  const leastMs = leastAgeMs(sighting, databaseTime);
  if (leastMs !== null && signs.length === 0 && leastMs > Math.max(LONG_MS, UNUSUAL.times * (usualMs ?? 0))) {
    const message = `It began at least ${shownSpan(leastMs)} ago, whichever its time zone is.`;
    return [{ code: "began-long-ago", message }];
  }
  const runningMs = startedAt === null ? 0 : databaseTime.getTime() - startedAt.getTime();
  const silentMs = Math.min(...signs.flatMap((sign) => (sign.kind === "checkpoint" ? [sign.ageMs] : [])), Infinity);
  const quietMs = silentMs === Infinity ? runningMs : silentMs;
  if (usualMs !== null && runningMs > Math.max(UNUSUAL.times * usualMs, UNUSUAL.leastMs)) {
    const message = `It runs for ${shownSpan(runningMs)}; this job usually takes ${shownSpan(usualMs)}.`;
    return [{ code: "longer-than-usual", message }];
  }
  const limitMs = progress === null ? LONG_MS : QUIET_MS;
  return quietMs > limitMs ? [{ code: "quiet", message: `It has written nothing for ${shownSpan(quietMs)}.` }] : [];
}

const checkpointEvidence = (signs: readonly SignOfLife[]): JobEvidence[] =>
  signs.flatMap((sign) =>
    sign.kind === "checkpoint"
      ? [{ code: "checkpoint", message: `It last wrote ${shownSpan(sign.ageMs)} ago (${sign.name}).` }]
      : [],
  );
