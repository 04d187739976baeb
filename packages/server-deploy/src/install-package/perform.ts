import {
  already,
  done,
  type Json,
  type Outcome,
  pending,
  type PerformContext,
  planStale,
} from "@signalbox/release-core";
import { startOrder } from "../fleet/input-fields.js";
import { type Look, lookAt } from "../fleet/look.js";
import type { InstallPorts } from "../fleet/ports.js";
import { outcomeOf } from "../fleet/outcome.js";
import type { PackageOutcome } from "../fleet/package-outcome.js";
import { storeFileOf } from "../fleet/store-files.js";
import { LOOK_AGAIN_MS, transact, transactionIn } from "../fleet/transact.js";
import { strangeFiles } from "../fleet/strange-files.js";
import { newTransactionId } from "../fleet/transaction-id.js";
import { unwellAlready, unwellOn } from "../fleet/unwell.js";
import { managerOf } from "../package-manager/manager-of.js";
import { NOT_AS_EXPECTED } from "../package-manager/shell/act.js";
import type { Host } from "../ports.js";
import { stageFiles } from "../store/stage-files.js";
import type { StoreFile } from "../store/store-file.js";
import type { InstallOnHost } from "./action.js";
import { compose, isComparedThere } from "./compose.js";
import { commitBlocked } from "./errors.js";
import { type Files, filesOf } from "./files.js";
import type { InstallInput } from "./input.js";
import { intentOf } from "./intent.js";
import { idleOf, isAsWished, isSettled } from "./judge-host.js";

type Context = PerformContext<InstallInput>;
const KIND = "install-package";

/** Looks, or lets the host compare; lays the file ready, asks, begins or follows the transaction, and looks. */
export async function perform(
  action: InstallOnHost,
  ports: InstallPorts,
  context: Context,
): Promise<Outcome<PackageOutcome>> {
  const { input, signal, now } = context;
  const files = await filesOf(input, ports, context);
  const { artifact, previous } = files;
  if (artifact.sha256 !== action.sha256)
    throw planStale(`The file of ${input.package}`, action.sha256, artifact.sha256);
  const host = await ports.hosts.open(action.host, { signal });
  const look = (since?: number): Promise<Look> =>
    lookAt(host, managerOf(artifact), { package: input.package, units: startOrder(input.services), since }, { signal });

  const handled = transactionIn(context.handle);
  // The transaction compares by itself; a question before it needs the answer here.
  const isComparing = handled === null && ports.beforeCommit === undefined && isComparedThere(action);
  const before = isComparing ? null : await look();
  const settled = handled === null && before !== null ? await settle(action, before, ports, context) : null;
  if (settled !== null) return settled;

  const sent: readonly StoreFile[] = action.does === "start" ? [] : sentFiles(action, input, files);
  const id = handled ?? newTransactionId(now());
  if (handled === null && before?.running === null && ports.beforeCommit !== undefined) {
    const waits = await askBefore(action, ports, { host, sent, context });
    if (waits !== null) return waits;
  }

  const request = compose({ input, action, artifact, previous, id, holder: ports.holder });
  const ended = await transact(host, request, { kind: KIND, files: sent, ports, context });
  const { view } = ended;
  if (view.state === "running") return pending({ transactionId: view.id }, LOOK_AGAIN_MS);
  const after = await look(secondsOf(view.startedAt) ?? before?.facts.clock);
  if (view.ended.some(({ code, isRescue }) => code === NOT_AS_EXPECTED && !isRescue)) {
    const found = await settle(action, after, ports, context);
    if (found !== null) return found;
    throw planStale(`${input.package} on ${action.host}`, expectedOf(action), "something else a moment ago");
  }
  const asked = { package: input.package, before: action.expected, after: after.facts.installed };
  const isUnseen = view.state === "unknown";
  const outcome = outcomeOf({
    ...ended,
    host: action.host,
    package: input.package,
    version: input.version,
    verb: "installed",
    before: action.expected,
    facts: after.facts,
    wayBack: action.wayBack.kind,
    isThere: isAsWished(input, artifact, action.host, after),
    idle: idleOf(input, after),
    strange: isUnseen ? await strangeFiles(host, managerOf(artifact), asked, { signal }) : [],
    verifyByHand: managerOf(artifact).contents?.byHand(input.package) ?? "",
    byHand: managerOf(artifact).byHand(input.package, after.facts),
  });
  if ("error" in outcome) throw outcome.error;
  return done(outcome.result);
}

/** Null where the action is still to be done. @throws ReleaseError `ERR_PLAN_STALE`, `ERR_SERVICE_UNHEALTHY` */
async function settle(
  action: InstallOnHost,
  look: Look,
  { hosts }: InstallPorts,
  { input, signal }: Context,
): Promise<Outcome<PackageOutcome> | null> {
  const found = standing(action, input, look);
  if (found === "to-do") return null;
  if (found !== "as-wished") throw planStale(`${input.package} on ${action.host}`, expectedOf(action), found);
  const unwell = await unwellOn(hosts, action.host, input.health, { signal });
  if (unwell.length > 0) throw unwellAlready(action.host, `${input.package} ${input.version}`, unwell);
  return already(resultAlready(action, look));
}

/** Everything lies ready, and whoever was asked to is asked whether it may go on. Null: it may. */
async function askBefore(
  action: InstallOnHost,
  { beforeCommit }: InstallPorts,
  { host, sent, context: { input, signal, emit } }: { host: Host; sent: readonly StoreFile[]; context: Context },
): Promise<Outcome<never> | null> {
  if (beforeCommit === undefined) return null;
  await stageFiles(host, sent, { signal });
  const { package: name, version } = input;
  const verdict = await beforeCommit({ host: action.host, package: name, version }, { signal });
  if (verdict.status === "block") throw commitBlocked(action.host, name, verdict);
  if (verdict.status === "pass") return null;
  emit({ type: "progress", kind: KIND, item: action.host, state: "waiting", message: verdict.reason });
  return pending(null, verdict.retryAfterMs);
}

/** What the host has, if it is neither what is wished nor what the action expects. */
function standing(action: InstallOnHost, input: InstallInput, look: Look): Json {
  const { facts, running } = look;
  if (running !== null)
    return running.intent === intentOf(action.host, input, action.sha256) ? "to-do" : `busy with ${running.subject}`;
  if (isSettled(input, action, action.host, look)) return "as-wished";
  const found = facts.installed === null ? null : { version: facts.installed.version, state: facts.installed.state };
  // What was to be followed has ended, and not as wished: that is for a new plan.
  if (action.does === "follow") return found;
  const { expected } = action;
  return found?.version === expected?.version && found?.state === expected?.state ? "to-do" : found;
}

const expectedOf = ({ expected }: InstallOnHost): Json => expected && { ...expected };

function resultAlready({ host }: InstallOnHost, { facts: { installed } }: Look): PackageOutcome {
  const state = installed && { version: installed.version, state: installed.state };
  return { host, before: state, after: state, transaction: null, conffiles: [], log: [] };
}

const sentFiles = (
  { wayBack }: InstallOnHost,
  { artifact: place, transfer }: InstallInput,
  { artifact, previous }: Files,
): readonly StoreFile[] => [
  storeFileOf(artifact, transfer === "pull" ? place.url : undefined),
  ...(wayBack.kind === "sent" && previous !== null ? [storeFileOf(previous)] : []),
];

const secondsOf = (iso: string | null): number | undefined =>
  iso === null ? undefined : Math.floor(Date.parse(iso) / 1000);
