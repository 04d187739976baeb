import {
  already,
  done,
  type Json,
  type Outcome,
  pending,
  type PerformContext,
  planStale,
  toJson,
} from "@signalbox/release-core";
import { startOrder } from "../fleet/input-fields.js";
import { LOOK_AGAIN_MS, transact, transactionIn } from "../fleet/transact.js";
import { newTransactionId } from "../fleet/transaction-id.js";
import { unwellAlready, unwellOn } from "../fleet/unwell.js";
import type { DeployOnHost, FilesOutcome } from "./action.js";
import { compose, intentOf } from "./compose.js";
import { filesFailed } from "./errors.js";
import { findFiles, storeFileOf } from "./files.js";
import type { DeployFilesInput } from "./input.js";
import type { FilesPorts } from "./inspect.js";
import { changesOf, isSame } from "./judge-host.js";
import { type FilesLook, lookAtFiles } from "./look.js";

/** Looks, begins or follows the transaction, and looks. */
export async function perform(
  action: DeployOnHost,
  ports: FilesPorts,
  context: PerformContext<DeployFilesInput>,
): Promise<Outcome<FilesOutcome>> {
  const { input, signal, now } = context;
  const local = await findFiles(input, ports.downloads, { signal });
  const digests = local.map(({ sha256 }) => sha256);
  const host = await ports.hosts.open(action.host, { signal });
  const before = await lookAtFiles(host, input, { signal });
  const intent = intentOf(action.host, input, digests);
  const handled = transactionIn(context.handle);
  if (handled === null) {
    const found = standing(action, input, { look: before, intent, digests });
    if (found === "as-wished") {
      const unwell = await unwellOn(ports.hosts, action.host, input.health, { signal });
      if (unwell.length > 0) throw unwellAlready(action.host, input.name, unwell);
      return already(resultOf(action, input, before));
    }
    if (found !== "to-do") throw planStale(`${input.name} on ${action.host}`, toJson(action.changes), found);
  }

  const files = input.files.flatMap((wished, at) => {
    const file = local[at];
    return file !== undefined && action.changes.some(({ path }) => path === wished.path)
      ? [storeFileOf(wished, file, input.transfer === "pull")]
      : [];
  });
  const id = handled ?? newTransactionId(now());
  const request = compose({ input, action, intent, id, holder: ports.holder, init: before.init });
  const { view, tail } = await transact(host, request, { kind: "deploy-files", files, ports, context });
  if (view.state === "running") return pending({ transactionId: view.id }, LOOK_AGAIN_MS);

  const after = await lookAtFiles(host, input, { signal });
  const result = { ...resultOf(action, input, after), transaction: { id: view.id, state: view.state }, log: tail };
  const isThere = changesOf(input, digests, after).length === 0 && after.idle.length === 0;
  // One that ended without a word may look as wished: whether its service stays well, nobody has seen.
  if (isThere && view.state === "ok") return done(result);
  throw filesFailed({ action, view, result, idle: after.idle, services: startOrder(input.services) });
}

/** What the host has, if it is neither what is wished nor what the action expects. */
function standing(
  action: DeployOnHost,
  input: DeployFilesInput,
  { look, intent, digests }: { readonly look: FilesLook; readonly intent: string; readonly digests: readonly string[] },
): Json {
  if (look.running !== null) return look.running.intent === intent ? "to-do" : `busy with ${look.running.subject}`;
  const changes = changesOf(input, digests, look);
  if (changes.length === 0 && look.idle.length === 0) return "as-wished";
  // What was to be followed has ended, and not as wished: that is for a new plan.
  if (action.does === "follow") return toJson(changes);
  const isExpected =
    changes.length === action.changes.length &&
    changes.every((change, at) => {
      const planned = action.changes[at];
      return (
        planned?.path === change.path && isSame(planned.before, change.before) && isSame(planned.after, change.after)
      );
    });
  return isExpected ? "to-do" : toJson(changes);
}

const resultOf = ({ host }: DeployOnHost, { files }: DeployFilesInput, look: FilesLook): FilesOutcome => ({
  host,
  files: files.map(({ path }, at) => ({ path, state: look.files[at]?.state ?? null })),
  transaction: null,
  log: [],
});
