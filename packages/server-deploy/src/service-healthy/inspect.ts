import { type CallOptions, type Context, fanOut, isReleaseError, callOptionsOf } from "@signalbox/release-core";
import { hostUnreadable } from "../host-unreadable.js";
import type { Hosts } from "../ports.js";
import { shown } from "../shown.js";
import { checkWords } from "./check-words.js";
import { type HealthCheck, nameOfCheck } from "./checks.js";
import { probesMissing } from "./errors.js";
import { lookWords } from "./look-words.js";
import { parseLook, type Seen } from "./parse-look.js";
import { type Probe, probeHere } from "./probe-here.js";
import type { Probes } from "./probes.js";
import type { HealthInput } from "./input.js";

export interface HealthPorts {
  readonly hosts: Hosts;
  /** For checks that ask from here. */
  readonly probes?: Probes | undefined;
}

export interface HealthFacts {
  readonly hosts: readonly HostSeen[];
}

export interface HostSeen {
  readonly host: string;
  /** Why the host could not be asked; null when it could. */
  readonly silent: string | null;
  /** In the order of the input's checks; empty when it could not be asked. */
  readonly checks: readonly Seen[];
}

/** The connections set their own pace; a look costs a host a few processes. */
const AT_ONCE = 64;
const LOOK_MS = 30_000;

export async function inspect(given: HealthInput, ports: HealthPorts, context: Context): Promise<HealthFacts> {
  const options = callOptionsOf(context);
  const settled = await fanOut([...new Set(given.hosts)], (host) => lookAt(host, given, ports, options), {
    ...options,
    concurrency: AT_ONCE,
  });
  context.signal.throwIfAborted();
  return {
    hosts: settled.map((line) => {
      if (line.status === "fulfilled") return line.value;
      if (line.status === "skipped" || !isReleaseError(line.error) || !line.error.retryable)
        throw line.status === "rejected" ? line.error : context.signal.reason;
      return { host: line.item, silent: shown(line.error.message), checks: [] };
    }),
  };
}

async function lookAt(name: string, given: HealthInput, ports: HealthPorts, options: CallOptions): Promise<HostSeen> {
  const { checks } = given;
  const there = checks.filter((check) => !isFromHere(check));
  const [seenThere, seenHere] = await Promise.all([
    there.length === 0 ? [] : lookThere(name, there, given.asRoot ?? there.some(needsRoot), { ports, options }),
    Promise.all(checks.filter(isFromHere).map((check) => probeHere(check, probesOf(ports, check), options))),
  ]);
  const [fromThere, fromHere] = [seenThere.values(), seenHere.values()];
  const seen = checks.flatMap((check) => (isFromHere(check) ? fromHere : fromThere).next().value ?? []);
  return { host: name, silent: null, checks: seen };
}

/** The checks that a host makes itself, once. @throws ReleaseError `ERR_HOST_UNREADABLE`, and those of connections */
export async function lookThere(
  name: string,
  checks: readonly HealthCheck[],
  asRoot: boolean,
  { ports, options }: { readonly ports: HealthPorts; readonly options: CallOptions },
): Promise<readonly Seen[]> {
  const host = await ports.hosts.open(name, options);
  const words = checks.flatMap((check) => checkWords(check, nameOfCheck(check)));
  // Each check has a limit of its own; together they are given what their questions may take.
  const asking = checks.reduce((sum, check) => sum + ("timeoutMs" in check ? check.timeoutMs : 0), LOOK_MS);
  const ran = await host.run(lookWords(words), { ...options, asRoot, deadlineMs: asking });
  const seen = parseLook(ran.stdout, checks.length);
  if (seen === null) throw hostUnreadable(name, shown(ran.stderr || ran.stdout));
  return seen;
}

const isFromHere = (check: HealthCheck): check is Probe => "from" in check && check.from === "here";

/** Logs, journals and pid files are often root's; some init scripts say nothing to others. */
const needsRoot = ({ type }: HealthCheck): boolean =>
  type === "log" || type === "journal" || type === "sysv" || type === "process";

function probesOf({ probes }: HealthPorts, check: Probe): Probes {
  if (probes === undefined) throw probesMissing(nameOfCheck(check));
  return probes;
}
