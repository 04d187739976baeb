import { type CallOptions, fanOut, isReleaseError, ReleaseError, toJson, type Warning } from "@signalbox/release-core";
import type { Hosts } from "../ports.js";
import { type HealthCheck, nameOfCheck } from "../service-healthy/checks.js";
import { lookThere } from "../service-healthy/inspect.js";
import { shown } from "../shown.js";
import type { HostLook } from "./host-look.js";

/** A check that was asked for and does not hold. */
export interface Unwell {
  /** `http http://127.0.0.1:8080/version` */
  readonly check: string;
  readonly saw: string;
}

interface Health {
  readonly checks: readonly HealthCheck[];
}

const AT_ONCE = 64;

/** The same hosts; where nothing is to do, with what of the service does not hold there. */
export async function withHealth<L extends object>(
  hosts: Hosts,
  found: readonly HostLook<L>[],
  { isSettled, health }: { readonly isSettled: (look: L, host: string) => boolean; readonly health: Health },
  options: CallOptions,
): Promise<readonly HostLook<L & { readonly unwell: readonly Unwell[] }>[]> {
  const settled = found.flatMap((one) => (one.status === "seen" && isSettled(one.look, one.host) ? [one.host] : []));
  const unwell = await unwellHosts(hosts, settled, health, options);
  return found.map((one) =>
    one.status === "seen" ? { ...one, look: { ...one.look, unwell: unwell.get(one.host) ?? [] } } : one,
  );
}

/** By name; those that are well are left out. */
async function unwellHosts(
  hosts: Hosts,
  names: readonly string[],
  health: Health,
  options: CallOptions,
): Promise<ReadonlyMap<string, readonly Unwell[]>> {
  const settled = await fanOut(
    health.checks.length === 0 ? [] : names,
    async (name) => [name, await unwellOn(hosts, name, health, options)] as const,
    { ...options, concurrency: AT_ONCE },
  );
  options.signal?.throwIfAborted();
  return new Map(
    settled.flatMap((line) => {
      if (line.status === "rejected") throw line.error;
      return line.status === "fulfilled" && line.value[1].length > 0 ? [line.value] : [];
    }),
  );
}

/**
 * One look, no waiting: a service that nobody touched has had its time. A log is not read for it: without a deploy there
 * is no line from which on it counts, and an error of last year is no sign of today.
 */
export async function unwellOn(
  hosts: Hosts,
  name: string,
  { checks }: Health,
  options: CallOptions,
): Promise<readonly Unwell[]> {
  const asked = checks.filter((check) => check.type !== "log" || check.since !== undefined);
  if (asked.length === 0) return [];
  try {
    const seen = await lookThere(name, asked, true, { ports: { hosts }, options });
    return asked.flatMap((check, at): Unwell[] => {
      const { state, saw = "" } = seen[at] ?? {};
      return state === "ok" ? [] : [{ check: nameOfCheck(check), saw }];
    });
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!isReleaseError(error)) throw error;
    return asked.slice(0, 1).map((check) => ({ check: nameOfCheck(check), saw: shown(error.message) }));
  }
}

const inWords = (unwell: readonly Unwell[]): string =>
  unwell.map(({ check, saw }) => (saw === "" ? check : `${check}: ${saw}`)).join("; ");

const lookAtLog = (host: string): string => `Look at the service's log on ${host}. Mend it, or deploy another version.`;

/** The plan leaves it out, as it has what is wished. Pure. */
export const serviceUnwell = (host: string, what: string, unwell: readonly Unwell[]): readonly Warning[] =>
  unwell.length === 0
    ? []
    : [
        {
          code: "service-unwell",
          message: `${host} has ${what}, and is not well: ${inWords(unwell)}.`,
          hint: lookAtLog(host),
        },
      ];

/** Somebody else brought it there meanwhile, and it is not well. */
export const unwellAlready = (host: string, what: string, unwell: readonly Unwell[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_SERVICE_UNHEALTHY",
    message: `${host} has ${what} already, and is not well: ${inWords(unwell)}.`,
    hint: lookAtLog(host),
    details: toJson({ host, unwell }),
  });
