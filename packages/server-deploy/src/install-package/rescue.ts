import { type Applied, fanOut, type PerformContext } from "@signalbox/release-core";
import { startOrder } from "../fleet/input-fields.js";
import { oldFileOf } from "../fleet/kept-file.js";
import { lookAt } from "../fleet/look.js";
import type { PackageOutcome } from "../fleet/package-outcome.js";
import type { InstallPorts } from "../fleet/ports.js";
import { transact } from "../fleet/transact.js";
import { newTransactionId } from "../fleet/transaction-id.js";
import { type WayBackWish, wayBackRequest } from "../fleet/way-back-request.js";
import type { HostFacts } from "../package-manager/host-facts.js";
import { managerOf } from "../package-manager/manager-of.js";
import type { TransactionState } from "../transaction/transaction.js";
import type { InstallOnHost } from "./action.js";
import { type Files, filesOf } from "./files.js";
import type { InstallInput } from "./input.js";
import { idleOf } from "./judge-host.js";

type Line = Applied<InstallOnHost, PackageOutcome>;
const KIND = "install-package";

/**
 * With `roll-back-fleet`: the hosts that had succeeded go back too, all at once. Each line tells what its host has now;
 * `unknown` where nobody saw how going back ended.
 */
export async function rescue(
  applied: readonly Line[],
  ports: InstallPorts,
  context: PerformContext<InstallInput>,
): Promise<readonly Line[]> {
  const { input, signal } = context;
  if (input.onFailure !== "roll-back-fleet") return applied;
  const files = await filesOf(input, ports, { signal });
  const settled = await fanOut(applied, (line) => takeBack(line, files, ports, context), { signal, concurrency: 64 });
  return settled.map((one) => {
    if (one.status === "fulfilled") return one.value;
    if (one.item.outcome !== "done") return one.item;
    context.emit({ type: "progress", kind: KIND, message: `${one.item.action.host}: could not be rolled back` });
    // It may have begun, and go on by itself: what it has is for the next look.
    return { ...one.item, outcome: "unknown" };
  });
}

/** What a host that had succeeded is now. `done`: it has what was installed all the same. Pure. */
export function takenBack(
  { expected, version }: Pick<InstallOnHost, "expected" | "version">,
  state: TransactionState,
  { installed }: Pick<HostFacts, "installed">,
  idle: readonly string[],
): Line["outcome"] {
  if (state === "running" || state === "unknown") return "unknown";
  if (installed === null) return expected === null ? "rolled-back" : "failed";
  if (!installed.isWhole || idle.length > 0) return "failed";
  if (installed.version !== expected?.version) return installed.version === version ? "done" : "failed";
  return state === "ok" ? "rolled-back" : "failed";
}

async function takeBack(
  line: Line,
  { artifact, previous }: Files,
  ports: InstallPorts,
  context: PerformContext<InstallInput>,
): Promise<Line> {
  const { action, result } = line;
  const { wayBack: way } = action;
  if (line.outcome !== "done" || way.kind === "none" || way.kind === "unavailable") return line;
  const { input, signal, now } = context;
  const { package: name, version, services, health, lockWaitMs } = input;
  const manager = managerOf(artifact);
  const host = await ports.hosts.open(action.host, { signal });
  const question = { package: name, units: startOrder(services) };
  const { facts } = await lookAt(host, manager, question, { signal });
  const wish: WayBackWish = {
    host: action.host,
    package: name,
    manager,
    from: version,
    previous: oldFileOf(way, previous),
    isKept: false,
    services,
    // The checks of the new version may ask for the new version.
    health: { ...health, checks: [] },
    init: facts.init,
    lockWaitMs,
    repairs: false,
    id: newTransactionId(now()),
    holder: ports.holder,
  };
  const ended = await transact(host, wayBackRequest(wish), { kind: KIND, files: [], ports, context });
  const left = await lookAt(host, manager, question, { signal });
  const { installed } = left.facts;
  const after = installed && { version: installed.version, state: installed.state };
  return {
    ...line,
    outcome: takenBack(action, ended.view.state, left.facts, idleOf(input, left)),
    result: {
      host: action.host,
      before: result?.before ?? null,
      after,
      transaction: { id: ended.view.id, state: ended.view.state, rollback: way.kind },
      conffiles: result?.conffiles ?? [],
      log: ended.tail,
    },
  };
}
