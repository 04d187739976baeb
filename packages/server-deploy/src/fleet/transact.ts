import type { Context, Json } from "@signalbox/release-core";
import { findingIn } from "../package-manager/log-findings.js";
import type { Host } from "../ports.js";
import type { StoreFile } from "../store/store-file.js";
import { runTransaction } from "../transaction/run-transaction.js";
import type { TransactionRequest, TransactionView } from "../transaction/transaction.js";
import { heardLog } from "./heard-log.js";
import type { InstallPorts } from "./ports.js";

/** Beyond it the engine looks again; the host goes on meanwhile. */
const PATIENCE_MS = 15 * 60_000;
/** When to look again. */
export const LOOK_AGAIN_MS = 2000;

export interface Transacted {
  readonly view: TransactionView;
  readonly reasons: readonly string[];
  readonly tail: readonly string[];
}

/** Begins or follows a transaction, tells its phases as progress, and keeps what matters of its log. */
export async function transact(
  host: Host,
  request: TransactionRequest,
  { kind, files, ports, context }: { kind: string; files: readonly StoreFile[]; ports: InstallPorts; context: Context },
): Promise<Transacted> {
  const log = heardLog((line) => findingIn(line) !== null);
  const view = await runTransaction(host, request, {
    files,
    hosts: ports.hosts,
    signal: context.signal,
    patienceMs: PATIENCE_MS,
    onLog: log.hear,
    onPhase: (phase) =>
      context.emit({ type: "progress", kind, message: `${host.name}: ${phase}`, item: host.name, state: phase }),
  });
  return { view, reasons: log.reasons(), tail: log.tail() };
}

/** The transaction that a pending outcome's handle names; null without one. */
export function transactionIn(handle: Json | null): string | null {
  if (handle === null || typeof handle !== "object" || Array.isArray(handle)) return null;
  const { transactionId } = handle as { readonly transactionId?: Json };
  return typeof transactionId === "string" ? transactionId : null;
}
