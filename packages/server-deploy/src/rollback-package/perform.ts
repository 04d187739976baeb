import { already, done, type Outcome, pending, type PerformContext, planStale } from "@signalbox/release-core";
import { findArtifact } from "../artifact/find-artifact.js";
import { startOrder } from "../fleet/input-fields.js";
import { type Look, lookAt } from "../fleet/look.js";
import { outcomeOf } from "../fleet/outcome.js";
import type { PackageOutcome } from "../fleet/package-outcome.js";
import type { InstallPorts } from "../fleet/ports.js";
import { storeFileOf } from "../fleet/store-files.js";
import { storeNameOf } from "../fleet/store-name.js";
import { LOOK_AGAIN_MS, transact, transactionIn } from "../fleet/transact.js";
import { strangeFiles } from "../fleet/strange-files.js";
import { newTransactionId } from "../fleet/transaction-id.js";
import { wayBackRequest } from "../fleet/way-back-request.js";
import { storePath } from "../store/store-file.js";
import type { RollBackOnHost } from "./action.js";
import type { RollbackInput } from "./input.js";
import { managerFor } from "./plan.js";

/** Looks, begins or follows the transaction, and looks. */
export async function perform(
  action: RollBackOnHost,
  ports: InstallPorts,
  context: PerformContext<RollbackInput>,
): Promise<Outcome<PackageOutcome>> {
  const { input, signal, now } = context;
  const manager = managerFor(input);
  const { package: name, services, health, lockWaitMs } = input;
  const copy = input.copy === undefined ? null : await findArtifact(input.copy, ports.downloads, { signal });
  const host = await ports.hosts.open(action.host, { signal });
  const look = (): Promise<Look> => lookAt(host, manager, { package: name, units: startOrder(services) }, { signal });

  const before = await look();
  const state = before.facts.installed && {
    version: before.facts.installed.version,
    state: before.facts.installed.state,
  };
  const isBack = ({ facts: { installed } }: Look): boolean =>
    installed?.version === action.version && installed.isWhole;
  const handled = transactionIn(context.handle);
  if (handled === null && before.running === null) {
    if (isBack(before))
      return already({ host: action.host, before: state, after: state, transaction: null, conffiles: [], log: [] });
    if (state?.version !== action.expected.version || state.state !== action.expected.state)
      throw planStale(`${name} on ${action.host}`, { ...action.expected }, state);
  }

  const { path, sha256, version } = action;
  if (path === null && copy?.sha256 !== sha256) throw planStale(`The copy of ${name}`, sha256, copy?.sha256 ?? null);
  const sent = path === null && copy !== null ? [storeFileOf(copy)] : [];
  const place = path ?? storePath({ sha256, name: copy === null ? "" : storeNameOf(copy) });
  const request = wayBackRequest({
    host: action.host,
    package: name,
    manager,
    from: input.from,
    previous: { path: place, sha256, version },
    isKept: path !== null,
    services,
    health,
    init: before.facts.init,
    lockWaitMs,
    repairs: action.repairs,
    id: handled ?? newTransactionId(now()),
    holder: ports.holder,
  });
  const ended = await transact(host, request, { kind: "roll-back-package", files: sent, ports, context });
  if (ended.view.state === "running") return pending({ transactionId: ended.view.id }, LOOK_AGAIN_MS);
  const after = await look();
  const asked = { package: name, before: action.expected, after: after.facts.installed };
  const isUnseen = ended.view.state === "unknown";
  const outcome = outcomeOf({
    ...ended,
    host: action.host,
    package: name,
    version,
    verb: "rolled back",
    before: action.expected,
    facts: after.facts,
    wayBack: "none",
    isThere: isBack(after),
    idle: startOrder(services).filter((unit) => after.facts.units.find((one) => one.name === unit)?.state !== "active"),
    strange: isUnseen ? await strangeFiles(host, manager, asked, { signal }) : [],
    verifyByHand: manager.contents?.byHand(name) ?? "",
    byHand: manager.byHand(name, after.facts),
  });
  if ("error" in outcome) throw outcome.error;
  return done(outcome.result);
}
