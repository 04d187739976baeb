import type { Verdict } from "@signalbox/release-core";
import { nameOfCheck } from "./checks.js";
import type { HealthFacts, HostSeen } from "./inspect.js";
import type { Seen } from "./parse-look.js";
import type { HealthInput } from "./input.js";

/** One check on one host as it was judged. */
export interface CheckLine {
  /** `systemd cacophony-api` */
  readonly check: string;
  readonly state: Seen["state"];
  readonly saw: string;
  /** Changes when the service was started anew. */
  readonly marker: string | null;
  /** Since when it holds without a restart, ISO time by our clock; null when it does not hold. */
  readonly heldSince: string | null;
}

export interface HostLine {
  readonly host: string;
  /** Why the host could not be asked; null when it could. */
  readonly silent: string | null;
  readonly checks: readonly CheckLine[];
  /** Since when all of it holds, ISO time; null when it does not. */
  readonly healthySince: string | null;
}

export interface HealthEvidence {
  /** Of the first look, ISO time: the deadline counts from there. */
  readonly startedAt: string;
  readonly hosts: readonly HostLine[];
}

/** Facts → verdict. Pure; `previous` keeps when it began and since when what holds. */
export function judge(
  given: HealthInput,
  facts: HealthFacts,
  now: Date,
  previous?: Verdict<HealthEvidence>,
): Verdict<HealthEvidence> {
  const startedAt = previous?.evidence.startedAt ?? now.toISOString();
  const hosts = facts.hosts.map((host) => lineOf(given, host, now, previous));
  const evidence: HealthEvidence = { startedAt, hosts };

  const failed = hosts.filter(({ checks }) => checks.some(({ state }) => state === "failed"));
  if (failed.length > 0) return { status: "block", reason: `${wrongOf(failed)}.`, hint: hintOf(failed), evidence };

  const lateMs = Date.parse(startedAt) + given.deadlineMs;
  const late = hosts.filter(({ healthySince }) => Date.parse(healthySince ?? now.toISOString()) > lateMs);
  if (late.length > 0) {
    const reason = `After ${secondsOf(given.deadlineMs)}: ${wrongOf(late) || `${namesOf(late)} became healthy too late`}.`;
    return { status: "block", reason, hint: hintOf(late), evidence };
  }

  const sick = hosts.filter(({ healthySince }) => healthySince === null);
  if (sick.length > 0) return { status: "wait", reason: `${wrongOf(sick)}.`, retryAfterMs: given.pollMs, evidence };

  const heldMs = Math.min(...hosts.map(({ healthySince }) => now.getTime() - Date.parse(healthySince ?? "")));
  if (heldMs < given.stableMs) {
    const retryAfterMs = Math.min(given.pollMs, Math.max(100, given.stableMs - heldMs));
    const reason = `Healthy for ${secondsOf(heldMs)} of ${secondsOf(given.stableMs)}.`;
    return { status: "wait", reason, retryAfterMs, evidence };
  }
  return { status: "pass", reason: `${namesOf(hosts)} healthy for ${secondsOf(heldMs)}.`, evidence };
}

function lineOf(given: HealthInput, seen: HostSeen, now: Date, previous?: Verdict<HealthEvidence>): HostLine {
  const before = previous?.evidence.hosts.find(({ host }) => host === seen.host);
  const checks = seen.checks.map((one, at): CheckLine => {
    const check = given.checks[at];
    const name = check === undefined ? "" : nameOfCheck(check);
    const { state, saw, marker } = one;
    return { check: name, state, saw, marker, heldSince: heldSince(one, now, before?.checks[at]) };
  });
  const since = checks.map((line) => line.heldSince);
  const healthySince = seen.silent !== null || since.includes(null) ? null : since.reduce(latest, null);
  return { host: seen.host, silent: seen.silent, checks, healthySince };
}

/** The host's own account is best: it also knows what happened between two looks. */
function heldSince({ state, marker, ageMs }: Seen, now: Date, before?: CheckLine): string | null {
  if (state !== "ok") return null;
  if (ageMs !== null) return new Date(now.getTime() - ageMs).toISOString();
  return (before?.marker === marker ? before.heldSince : null) ?? now.toISOString();
}

/** ISO times of one zone and precision sort as text. */
const latest = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a);

const wrongOf = (hosts: readonly HostLine[]): string =>
  hosts
    .flatMap(({ host, silent, checks }) =>
      silent === null
        ? checks.filter(({ state }) => state !== "ok").map(({ check, saw }) => `${host}: ${check}: ${saw}`)
        : [`${host} does not answer: ${silent}`],
    )
    .join("; ");

/** What shows most, of the first that is wrong. */
function hintOf(hosts: readonly HostLine[]): string {
  const [host] = hosts;
  const wrong = host?.checks.find(({ state }) => state !== "ok")?.check ?? "";
  const unit = /^(?:systemd|journal) (.*)$/.exec(wrong)?.[1] ?? /^process of ([^/].*)$/.exec(wrong)?.[1];
  if (host === undefined || host.silent !== null) return "See why the server does not answer: `signalbox hosts check`.";
  if (unit !== undefined) return `On ${host.host}: journalctl -u ${unit} -n 50. Then mend it, or go back.`;
  return `Look at the service's log on ${host.host}, then mend it, or go back to the version before.`;
}

const secondsOf = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
const namesOf = (hosts: readonly HostLine[]): string => hosts.map(({ host }) => host).join(", ");
