import { ReleaseError, toJson } from "@signalbox/release-core";
import { shown } from "../shown.js";
import type { TransactionView } from "../transaction/transaction.js";
import type { DeployOnHost, FilesOutcome } from "./action.js";
import { isSame } from "./judge-host.js";

export interface FilesFailure {
  readonly action: DeployOnHost;
  readonly view: TransactionView;
  readonly result: FilesOutcome;
  readonly idle: readonly string[];
  readonly services: readonly string[];
}

/** It did not end as wished. The message says what the host has now, the hint the next command. */
export function filesFailed({ action, view, result, idle, services }: FilesFailure): ReleaseError {
  const { host, name, changes } = action;
  const failed = view.ended.find(({ code, isRescue }) => code !== 0 && !isRescue)?.phase;
  const stateOf = (path: string): FilesOutcome["files"][number]["state"] =>
    result.files.find((file) => file.path === path)?.state ?? null;
  const isBack = changes.every(({ path, before }) => isSame(stateOf(path), before));
  const isNew = changes.every(({ path, after }) => isSame(stateOf(path), after));
  const now =
    failed === "securing"
      ? "was not touched"
      : isBack
        ? "has its files as before"
        : isNew
          ? "has the new files"
          : "has some of the new files";
  const down = idle.length === 0 ? "" : `, and ${idle.join(", ")} not running`;
  const reason = result.log.findLast((line) => !/^(?:==> .*|health: .*)?\s*$/.test(line)) ?? "";
  const isService = failed === "starting" || failed === "checking" || failed === "stopping";
  const unit = idle[0] ?? services[0];
  return new ReleaseError({
    code: isService ? "ERR_SERVICE_UNHEALTHY" : view.state === "unknown" ? "ERR_DEPLOY_UNKNOWN" : "ERR_DEPLOY_FAILED",
    message: `${name} was not deployed on ${host}: ${failed === undefined ? "the transaction ended without a word" : `${failed} failed`}${reason === "" ? "" : ` (${shown(reason)})`}. ${host} ${now}${down}.`,
    hint:
      unit === undefined
        ? "Read the log on the server, then run it again."
        : `On ${host}: sudo journalctl -u ${unit} -n 50. Mend it, then run it again.`,
    details: toJson({ ...result, failed: failed ?? null, idle }),
  });
}
