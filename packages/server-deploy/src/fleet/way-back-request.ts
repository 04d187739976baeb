import { digestOf } from "@signalbox/release-core";
import type { FileOnHost, PackageManager } from "../package-manager/package-manager.js";
import type { TransactionRequest } from "../transaction/transaction.js";
import {
  checkHealth,
  type HealthWish,
  markLogs,
  noteInstalled,
  secureFile,
  type Services,
  startServices,
  stopServices,
} from "./commands.js";
import { nameInStore, storedFile } from "./kept-file.js";

export interface WayBackWish {
  readonly host: string;
  readonly package: string;
  readonly manager: PackageManager;
  /** What is installed, and shall not be. */
  readonly from: string;
  /** Null: the package goes, as there was none before. */
  readonly previous: FileOnHost | null;
  /** It lies there under this name, and not in the store yet. */
  readonly isKept: boolean;
  readonly services: Services;
  readonly health: HealthWish;
  readonly init: "systemd" | "sysv";
  readonly lockWaitMs: number;
  readonly repairs: boolean;
  readonly id: string;
  readonly holder: string;
}

/** Known again by whoever comes later and finds the host in the middle of it. Pure. */
export const intentOfWayBack = (host: string, name: string, from: string, to: string | null): string =>
  digestOf({ kind: "roll-back-package", host, package: name, from, to });

/** The transaction that brings the package before back: it has no way back of its own, and starts the services anyway. Pure. */
export function wayBackRequest(wish: WayBackWish): TransactionRequest {
  const { host, package: name, manager, from, previous, services, health, init, lockWaitMs, id, holder } = wish;
  const file = previous === null ? null : wish.isKept ? storedFile(previous) : previous;
  const back = manager.goBack({ package: name, previous: file, lockWaitMs, isAnew: false, isRescue: false });
  return {
    id,
    intent: intentOfWayBack(host, name, from, previous?.version ?? null),
    subject: `${name} ${from} back to ${previous?.version ?? "nothing"}`,
    holder,
    commands: [
      manager.waitForLock(lockWaitMs),
      ...markLogs(health),
      ...(previous !== null && wish.isKept ? [secureFile(previous, nameInStore(previous))] : []),
      ...(wish.repairs ? [manager.repair(name, lockWaitMs)] : []),
      ...stopServices(services),
      back,
      ...(file === null
        ? []
        : [
            manager.verify(name, file.version),
            ...startServices(services, true),
            ...checkHealth(services, init, health),
            noted(wish, file),
          ]),
    ],
    rescue: [],
  };
}

const noted = ({ package: name, id }: WayBackWish, file: FileOnHost): ReturnType<typeof noteInstalled> =>
  noteInstalled({
    package: name,
    version: file.version,
    sha256: file.sha256,
    fileName: nameInStore(file),
    transactionId: id,
  });
