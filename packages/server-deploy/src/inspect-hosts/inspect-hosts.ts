import { type CallOptions, contextOf, fanOut, isReleaseError, callOptionsOf } from "@signalbox/release-core";
import { hostUnreadable } from "../host-unreadable.js";
import type { Host, Hosts } from "../ports.js";
import { shown } from "../shown.js";
import { findTransactions } from "../transaction/find-transactions.js";
import type { TransactionView } from "../transaction/transaction.js";
import { findingsOf, type Limits } from "./host-findings.js";
import type { HostFinding, HostInspection, HostLook, LockHolder } from "./host-inspection.js";
import { HOST_SCRIPT, LOCKS_SCRIPT } from "./look-script.js";
import { parseHostLook, parseLocks } from "./parse-look.js";

export interface InspectHostsRequest extends Partial<Limits> {
  readonly hosts: readonly string[];
  /** How many are asked at once. Default: 64. */
  readonly concurrency?: number | undefined;
}

const MIN_FREE = 512 * 1024 * 1024;
const MAX_SKEW_MS = 30_000;

/**
 * What servers are, and what stands in the way of a deploy: reached or not, host key, sudo, package manager, disks,
 * clock, unfinished installations, locks and their holders, transactions of ours. Reads only; nobody's failure stops it.
 */
export async function inspectHosts(
  { hosts }: { readonly hosts: Hosts },
  { hosts: names, concurrency = 64, minFree = MIN_FREE, maxSkewMs = MAX_SKEW_MS }: InspectHostsRequest,
  call: CallOptions = {},
): Promise<readonly HostInspection[]> {
  const context = contextOf(call);
  const options = callOptionsOf(context);
  const inspect = async (name: string): Promise<HostInspection> => {
    const host = await hosts.open(name, options);
    const [look, root] = await Promise.all([lookAt(host, context.now, options), asRoot(host, options)]);
    const findings = [...root.findings, ...findingsOf(look, root, { minFree, maxSkewMs })];
    const { isPossible: isRootPossible, locks, running } = root;
    return { host: name, hostKey: "trusted", look, isRootPossible, locks, running, findings };
  };
  const settled = await fanOut([...new Set(names)], inspect, { ...options, concurrency });
  context.signal.throwIfAborted();
  return settled.map((line) => (line.status === "fulfilled" ? line.value : silent(line)));
}

async function lookAt(host: Host, now: () => Date, options: CallOptions): Promise<HostLook> {
  const sentMs = now().getTime();
  // The clock is the first that it says, so the answer counts from there and not from the end.
  let heardMs: number | undefined;
  let said = "";
  const onOutput = (text: string): void => {
    heardMs ??= now().getTime();
    if (said.length < LONGEST_ANSWER) said += text;
  };
  const ran = await host.run(["sh", "-c", HOST_SCRIPT], { ...options, onOutput });
  const look = parseHostLook(said, { sentMs, heardMs: heardMs ?? now().getTime() });
  if (look === null) throw hostUnreadable(host.name, shown(ran.stderr || said));
  return look;
}

const LONGEST_ANSWER = 1024 * 1024;

/** To see locks and our own transactions is to be root: whether we may shows on the way. */
async function asRoot(
  host: Host,
  options: CallOptions,
): Promise<{
  readonly isPossible: boolean;
  readonly locks: readonly LockHolder[];
  readonly running: readonly TransactionView[];
  readonly findings: readonly HostFinding[];
}> {
  try {
    const [found, locks] = await Promise.all([
      findTransactions(host, options),
      host.run(["sh", "-c", LOCKS_SCRIPT], { ...options, asRoot: true }),
    ]);
    const running = found.filter(({ state }) => state === "running");
    return { isPossible: true, locks: parseLocks(locks.stdout), running, findings: [] };
  } catch (error) {
    if (!isReleaseError(error) || options.signal?.aborted === true) throw error;
    return { isPossible: !error.code.startsWith("ERR_SUDO_"), locks: [], running: [], findings: [findingOf(error)] };
  }
}

const KEY_STATES: Readonly<Record<string, NonNullable<HostInspection["hostKey"]>>> = {
  ERR_HOST_KEY_UNKNOWN: "unknown",
  ERR_HOST_KEY_CHANGED: "changed",
  ERR_HOST_KEY_REVOKED: "revoked",
  // The key was believed before anybody was asked who we are.
  ERR_HOST_AUTH: "trusted",
};

function silent(line: { readonly item: string; readonly error?: unknown }): HostInspection {
  if (!isReleaseError(line.error)) throw line.error;
  return {
    host: line.item,
    hostKey: KEY_STATES[line.error.code] ?? null,
    look: null,
    isRootPossible: null,
    locks: [],
    running: [],
    findings: [findingOf(line.error)],
  };
}

const findingOf = ({ code, message, hint }: Omit<HostFinding, "severity">): HostFinding => ({
  severity: "error",
  code,
  message: shown(message, 500),
  hint,
});
