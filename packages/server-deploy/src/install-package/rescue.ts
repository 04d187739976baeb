import { type Applied, fanOut, type PerformContext } from "@signalbox/release-core";
import { startOrder } from "../fleet/input-fields.js";
import { oldFileOf } from "../fleet/kept-file.js";
import { lookAt } from "../fleet/look.js";
import { ownSignal } from "../fleet/own-signal.js";
import type { PackageOutcome } from "../fleet/package-outcome.js";
import type { InstallPorts } from "../fleet/ports.js";
import { transact } from "../fleet/transact.js";
import { newTransactionId } from "../fleet/transaction-id.js";
import { type WayBackWish, wayBackRequest } from "../fleet/way-back-request.js";
import { managerOf } from "../package-manager/manager-of.js";
import type { InstallOnHost } from "./action.js";
import { type Files, filesOf } from "./files.js";
import type { InstallInput } from "./input.js";

type Line = Applied<InstallOnHost, PackageOutcome>;
const KIND = "install-package";

/**
 * With `roll-back-fleet`: the hosts that had succeeded go back too, all at once. One that does not manage keeps its
 * line, with what it has now.
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
    if (one.item.outcome === "done")
      context.emit({ type: "progress", kind: KIND, message: `${one.item.action.host}: could not be rolled back` });
    return one.item;
  });
}

async function takeBack(
  line: Line,
  { artifact, previous }: Files,
  ports: InstallPorts,
  given: PerformContext<InstallInput>,
): Promise<Line> {
  const context = { ...given, signal: ownSignal(given.signal) };
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
  const { installed } = (await lookAt(host, manager, question, { signal })).facts;
  const after = installed && { version: installed.version, state: installed.state };
  const isBack = after?.version === action.expected?.version && (installed === null || installed.isWhole);
  return {
    ...line,
    outcome: isBack ? "rolled-back" : "done",
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
