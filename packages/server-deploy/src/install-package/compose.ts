import type { Artifact } from "../artifact/artifact.js";
import {
  checkHealth,
  markLogs,
  noteInstalled,
  restartServices,
  secureFile,
  startServices,
  stopServices,
} from "../fleet/commands.js";
import { nameInStore, oldFileOf } from "../fleet/kept-file.js";
import { storeNameOf } from "../fleet/store-name.js";
import { managerOf } from "../package-manager/manager-of.js";
import { storePath } from "../store/store-file.js";
import type { TransactionCommand, TransactionRequest } from "../transaction/transaction.js";
import type { InstallOnHost } from "./action.js";
import type { InstallInput } from "./input.js";
import { intentOf } from "./intent.js";
import { RECORD, recordOf } from "./recorded-action.js";

export interface Composing {
  readonly input: InstallInput;
  readonly action: InstallOnHost;
  readonly artifact: Artifact;
  /** The caller's copy of what is installed now. */
  readonly previous: Artifact | null;
  readonly id: string;
  readonly holder: string;
}

/**
 * Whether the host itself compares what it has with what the action expects, under its lock and before anything is changed:
 * a plain change, of which two words tell whether it is still to be done. It saves a look from here.
 */
export const isComparedThere = ({ does, expected, repairs }: InstallOnHost): boolean =>
  (does === "install" || does === "upgrade" || does === "downgrade") &&
  !repairs &&
  (expected === null || expected.state === "ii");

/** The transaction of one host, its way back included. Pure. */
export function compose(given: Composing): TransactionRequest {
  const { input, action, id, holder } = given;
  const from = action.expected === null ? "" : ` over ${action.expected.version}`;
  return {
    id,
    intent: intentOf(action.host, input, action.sha256),
    subject: `${input.package} ${input.version}${from}`,
    holder,
    commands: recorded(action, action.does === "start" ? startAgain(given) : installing(given)),
    rescue: action.does === "start" || input.onFailure === "stop" ? [] : wayBack(given),
  };
}

const recorded = (
  action: InstallOnHost,
  [first, ...rest]: readonly TransactionCommand[],
): readonly TransactionCommand[] =>
  first === undefined ? [] : [{ ...first, env: { ...first.env, [RECORD]: recordOf(action) } }, ...rest];

function installing({ input, action, artifact, id, ...rest }: Composing): readonly TransactionCommand[] {
  const manager = managerOf(artifact);
  const { package: name, version, services, lockWaitMs, method, health } = input;
  const file = {
    path: storePath({ sha256: action.sha256, name: storeNameOf(artifact) }),
    sha256: action.sha256,
    version,
  };
  const { wayBack: way } = action;
  const isAlone = wayBack({ input, action, artifact, id, ...rest }).length === 0 || input.onFailure === "stop";
  return [
    manager.waitForLock(lockWaitMs, isComparedThere(action) ? { package: name, found: action.expected } : undefined),
    ...markLogs(health),
    ...(way.kind === "kept" ? [secureFile(way, nameInStore(way))] : []),
    ...notedBefore(action, rest.previous, id),
    ...(action.repairs ? [manager.repair(name, lockWaitMs)] : []),
    ...stopServices(services),
    manager.install({ package: name, file, lockWaitMs, method, resolver: action.resolver }),
    manager.verify(name, version),
    ...startServices(services, isAlone),
    ...checkHealth(services, action.init, health),
    noteInstalled({ package: name, version, sha256: action.sha256, fileName: artifact.fileName, transactionId: id }),
  ];
}

/** What somebody else installed, and lies in our store from now on: noted, so that it is found there when we go back later. */
function notedBefore(
  { package: name, wayBack: way }: InstallOnHost,
  previous: Artifact | null,
  transactionId: string,
): readonly TransactionCommand[] {
  const old = oldFileOf(way, previous);
  if (old === null || (way.kind === "kept" && way.path === old.path)) return [];
  const { version, sha256, path } = old;
  return [noteInstalled({ package: name, version, sha256, fileName: path.split("/").at(-1) ?? "", transactionId })];
}

const startAgain = ({ input, action: { init } }: Composing): readonly TransactionCommand[] => [
  ...markLogs(input.health),
  ...startServices({ stop: input.services.stop, start: input.services.start }, false),
  ...checkHealth(input.services, init, input.health),
];

/** Nothing where there is no way back. */
function wayBack({ input, action, artifact, previous, id }: Composing): readonly TransactionCommand[] {
  const { wayBack: way } = action;
  if (way.kind === "none" || way.kind === "unavailable") return [];
  const manager = managerOf(artifact);
  const { package: name, lockWaitMs, services } = input;
  const old = oldFileOf(way, previous);
  const back = manager.goBack({
    package: name,
    previous: old,
    lockWaitMs,
    isAnew: old?.version === input.version,
    isRescue: true,
  });
  if (old === null) return [back];
  const fileName = old.path.split("/").at(-1) ?? "";
  return [
    back,
    ...restartServices(services),
    manager.verify(name, old.version),
    noteInstalled({ package: name, version: old.version, sha256: old.sha256, fileName, transactionId: id }, true),
  ];
}
