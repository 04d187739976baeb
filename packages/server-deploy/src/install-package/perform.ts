import {
  already,
  done,
  type Json,
  type Outcome,
  pending,
  type PerformContext,
  planStale,
} from "@signalbox/release-core";
import { findArtifact } from "../artifact/find-artifact.js";
import type { LocalArtifact } from "../artifact/artifact.js";
import { heardLog } from "../fleet/heard-log.js";
import { startOrder } from "../fleet/input-fields.js";
import { type Look, lookAt } from "../fleet/look.js";
import type { InstallPorts } from "../fleet/ports.js";
import { storeFileOf } from "../fleet/store-files.js";
import { newTransactionId } from "../fleet/transaction-id.js";
import { findingIn } from "../package-manager/log-findings.js";
import { managerOf } from "../package-manager/manager-of.js";
import type { Host } from "../ports.js";
import { stageFiles } from "../store/stage-files.js";
import type { StoreFile } from "../store/store-file.js";
import { runTransaction } from "../transaction/run-transaction.js";
import type { InstalledOnHost, InstallOnHost } from "./action.js";
import { compose } from "./compose.js";
import { commitBlocked } from "./errors.js";
import type { InstallInput } from "./input.js";
import { intentOf } from "./intent.js";
import { idleOf, isAsWished } from "./judge-host.js";
import { outcomeOf } from "./outcome.js";

type Context = PerformContext<InstallInput>;
const KIND = "install-package";
/** Beyond it the engine looks again; the host goes on meanwhile. */
const PATIENCE_MS = 15 * 60_000;
const LOOK_AGAIN_MS = 2000;

/** Looks, lays the file ready, asks, begins or follows the transaction, and looks. */
export async function perform(
  action: InstallOnHost,
  ports: InstallPorts,
  context: Context,
): Promise<Outcome<InstalledOnHost>> {
  const { input, signal, now } = context;
  const files = await filesOf(input, ports, context);
  const { artifact, previous } = files;
  if (artifact.sha256 !== action.sha256)
    throw planStale(`The file of ${input.package}`, action.sha256, artifact.sha256);
  const host = await ports.hosts.open(action.host, { signal });
  const look = (since?: number): Promise<Look> =>
    lookAt(host, managerOf(artifact), { package: input.package, units: startOrder(input.services), since }, { signal });

  const before = await look();
  const handled = handleOf(context.handle);
  if (handled === null) {
    const found = standing(action, input, before);
    if (found === "as-wished") return already(resultAlready(action, before));
    if (found !== "to-do") throw planStale(`${input.package} on ${action.host}`, expectedOf(action), found);
  }

  const sent: readonly StoreFile[] = action.does === "start" ? [] : sentFiles(action, input, files);
  const id = handled ?? newTransactionId(now());
  if (handled === null && before.running === null && ports.beforeCommit !== undefined) {
    const waits = await askBefore(action, ports, { host, sent, context });
    if (waits !== null) return waits;
  }

  const log = heardLog((line) => findingIn(line) !== null);
  const request = compose({ input, action, artifact, previous, id, holder: ports.holder, init: before.facts.init });
  const view = await runTransaction(host, request, {
    files: sent,
    hosts: ports.hosts,
    signal,
    patienceMs: PATIENCE_MS,
    onLog: log.hear,
    onPhase: (phase) => context.emit({ type: "progress", kind: KIND, message: `${action.host}: ${phase}` }),
  });
  if (view.state === "running") return pending({ transactionId: view.id }, LOOK_AGAIN_MS);
  const after = await look(secondsOf(view.startedAt) ?? before.facts.clock);
  const outcome = outcomeOf({ input, action, artifact, view, after, reasons: log.reasons(), tail: log.tail() });
  if ("error" in outcome) throw outcome.error;
  return done(outcome.result);
}

/** Everything lies ready, and whoever was asked to is asked whether it may go on. Null: it may. */
async function askBefore(
  action: InstallOnHost,
  { beforeCommit }: InstallPorts,
  { host, sent, context: { input, signal } }: { host: Host; sent: readonly StoreFile[]; context: Context },
): Promise<Outcome<never> | null> {
  if (beforeCommit === undefined) return null;
  await stageFiles(host, sent, { signal });
  const { package: name, version } = input;
  const verdict = await beforeCommit({ host: action.host, package: name, version }, { signal });
  if (verdict.status === "block") throw commitBlocked(action.host, name, verdict);
  return verdict.status === "wait" ? pending(null, verdict.retryAfterMs) : null;
}

/** What the host has, if it is neither what is wished nor what the action expects. */
function standing(
  action: InstallOnHost,
  input: InstallInput,
  { facts, running, ...rest }: Look,
): "as-wished" | "to-do" | Json {
  const look = { facts, running, ...rest };
  if (running !== null)
    return running.intent === intentOf(action.host, input, action.sha256) ? "to-do" : `busy with ${running.subject}`;
  if (isAsWished(input, action, look) && idleOf(input, look).length === 0) return "as-wished";
  const found = facts.installed === null ? null : { version: facts.installed.version, state: facts.installed.state };
  // What was to be followed has ended, and not as wished: that is for a new plan.
  if (action.does === "follow") return found;
  const { expected } = action;
  return found?.version === expected?.version && found?.state === expected?.state ? "to-do" : found;
}

const expectedOf = ({ expected }: InstallOnHost): Json => expected && { ...expected };

function resultAlready({ host }: InstallOnHost, { facts: { installed } }: Look): InstalledOnHost {
  const state = installed && { version: installed.version, state: installed.state };
  return { host, before: state, after: state, transaction: null, conffiles: [], log: [] };
}

interface Files {
  readonly artifact: LocalArtifact;
  readonly previous: LocalArtifact | null;
}

/** Read once for all hosts of an apply, whose input is one object. */
const FILES = new WeakMap<InstallInput, Promise<Files>>();

function filesOf(input: InstallInput, { downloads }: InstallPorts, { signal }: Context): Promise<Files> {
  const known = FILES.get(input);
  if (known !== undefined) return known;
  const read = async (): Promise<Files> => ({
    artifact: await findArtifact(input.artifact, downloads, { signal }),
    previous: input.previous === undefined ? null : await findArtifact(input.previous, downloads, { signal }),
  });
  const files = read();
  FILES.set(input, files);
  return files;
}

const sentFiles = (
  { wayBack }: InstallOnHost,
  { artifact: place, transfer }: InstallInput,
  { artifact, previous }: Files,
): readonly StoreFile[] => [
  storeFileOf(artifact, transfer === "pull" ? place.url : undefined),
  ...(wayBack.kind === "sent" && previous !== null ? [storeFileOf(previous)] : []),
];

const handleOf = (handle: Json | null): string | null =>
  handle !== null && typeof handle === "object" && "transactionId" in handle ? String(handle.transactionId) : null;

const secondsOf = (iso: string | null): number | undefined =>
  iso === null ? undefined : Math.floor(Date.parse(iso) / 1000);
