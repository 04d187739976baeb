import { script } from "../package-manager/shell/script.js";
import type { FileOnHost } from "../package-manager/package-manager.js";
import { hostCheck } from "../service-healthy/host-check.js";
import type { HealthCheckInput } from "../service-healthy/checks.js";
import { MARK_LOGS } from "../service-healthy/log-positions.js";
import type { TransactionCommand } from "../transaction/transaction.js";
import { startOrder } from "./input-fields.js";
import { NOTE, SECURE } from "./note-scripts.js";
import { RESTART_AFTER_WAY_BACK, START_SERVICES, STOP_SERVICES } from "./service-scripts.js";

/** Of all services together. */
const SERVICES_MS = 10 * 60_000;

export interface Services {
  readonly stop: readonly string[];
  readonly start: readonly string[];
}

export interface HealthWish {
  readonly checks: readonly HealthCheckInput[];
  readonly deadlineMs: number;
  readonly stableMs: number;
}

export const stopServices = ({ stop }: Services): readonly TransactionCommand[] =>
  stop.length === 0 ? [] : [script("stopping", STOP_SERVICES, stop, { deadlineMs: SERVICES_MS })];

/** `always`: also when the installation failed and nobody else will start them, but only where something was begun. */
export function startServices(services: Services, always: boolean): readonly TransactionCommand[] {
  const words = startOrder(services).flatMap((unit) => [services.stop.includes(unit) ? "start" : "restart", unit]);
  if (words.length === 0) return [];
  return [script("starting", START_SERVICES, [always ? "began" : "", ...words], { deadlineMs: SERVICES_MS, always })];
}

export function restartServices(services: Services): readonly TransactionCommand[] {
  const units = startOrder(services);
  return units.length === 0
    ? []
    : [script("starting the old one", RESTART_AFTER_WAY_BACK, units, { deadlineMs: SERVICES_MS, always: true })];
}

/** In the folder of the transaction. */
const LOG_POSITIONS = "log-positions";

/** What the service of before said is no sign of health: notes how far the logs in question have come. */
export function markLogs({ checks }: HealthWish): readonly TransactionCommand[] {
  const logs = checks.flatMap((check) => (check.type === "log" ? [check.file] : []));
  return logs.length === 0 ? [] : [script("marking logs", MARK_LOGS, [LOG_POSITIONS, ...new Set(logs)])];
}

/** What was asked for, else that every service which is started runs. */
export function checkHealth(
  services: Services,
  init: "systemd" | "sysv",
  { checks, deadlineMs, stableMs }: HealthWish,
): readonly TransactionCommand[] {
  const wanted = checks.length > 0 ? checks : startOrder(services).map((name) => runs(name, init));
  if (wanted.length === 0) return [];
  const argv = hostCheck(wanted, { deadlineMs, stableMs, pollMs: 200, positions: LOG_POSITIONS });
  return [{ phase: "checking", argv, deadlineMs: deadlineMs + stableMs + 60_000 }];
}

const runs = (name: string, init: "systemd" | "sysv"): HealthCheckInput =>
  init === "systemd" ? { type: "systemd", unit: name } : { type: "sysv", service: name.replace(/\.service$/, "") };

export interface Noted {
  readonly package: string;
  readonly version: string;
  readonly sha256: string;
  readonly fileName: string;
  readonly transactionId: string;
}

export const noteInstalled = (note: Noted, isRescue = false): TransactionCommand =>
  script("noting", NOTE, [
    note.package,
    note.version,
    note.sha256,
    note.fileName,
    note.transactionId,
    isRescue ? "began" : "",
  ]);

export const secureFile = ({ path, sha256 }: FileOnHost, name: string): TransactionCommand =>
  script("securing", SECURE, [path, sha256, name]);
