import { digestOf, toJson } from "@signalbox/release-core";
import { checkHealth, markLogs, restartServices, secureFile, startServices, stopServices } from "../fleet/commands.js";
import { script } from "../package-manager/shell/script.js";
import type { TransactionCommand, TransactionRequest } from "../transaction/transaction.js";
import type { DeployOnHost, FileChange, FileState } from "./action.js";
import { storedAt, storeNameOf } from "./files.js";
import type { DeployFilesInput } from "./input.js";
import { NOTHING_THERE, PLACE, PUT_BACK } from "./place-scripts.js";

/**
 * What the transaction on a host is to bring about, as one digest: whoever comes later, and finds the host in the middle
 * of it, must know it again. Pure.
 */
export const intentOf = (
  host: string,
  { files, services, health, onFailure }: DeployFilesInput,
  digests: readonly string[],
): string => {
  const wished = files.map(({ path, owner, group, mode }, at) => ({ path, owner, group, mode, sha256: digests[at] }));
  return digestOf(toJson({ kind: "deploy-files", host, files: wished, services, health, onFailure }));
};

export interface Composing {
  readonly input: DeployFilesInput;
  readonly action: DeployOnHost;
  readonly intent: string;
  readonly id: string;
  readonly holder: string;
  readonly init: "systemd" | "sysv";
}

/** The transaction of one host, its way back included. Pure. */
export function compose({ input, action, intent, id, holder, init }: Composing): TransactionRequest {
  const { services, health, onFailure } = input;
  const isBare = action.does === "start" || onFailure === "stop";
  return {
    id,
    intent,
    subject: input.name,
    holder,
    commands: [
      ...markLogs(health),
      ...(action.does === "start" ? [] : placing(action.changes, input)),
      ...startServices(services, onFailure === "stop" && action.does !== "start"),
      ...checkHealth(services, init, health),
    ],
    rescue: isBare
      ? []
      : [script("putting back", PUT_BACK, action.changes.flatMap(wordsBack)), ...restartServices(services)],
  };
}

/** What was not there is asked first, while nothing is stopped yet. */
const vacant = (changes: readonly FileChange[]): readonly TransactionCommand[] => {
  const paths = changes.flatMap(({ path, before }) => (before === null ? [path] : []));
  return paths.length === 0 ? [] : [script("securing", NOTHING_THERE, paths)];
};

const placing = (changes: readonly FileChange[], { services }: DeployFilesInput): readonly TransactionCommand[] => [
  ...vacant(changes),
  ...changes.flatMap(({ path, before }) =>
    before === null ? [] : [secureFile({ path, sha256: before.sha256, version: "" }, storeNameOf(path))],
  ),
  ...stopServices(services),
  script(
    "placing",
    PLACE,
    changes.flatMap(({ path, before, after }) => [...words(path, after), before === null ? "new" : ""]),
  ),
];

const words = (path: string, { sha256, owner, group, mode }: FileState): readonly string[] => [
  path,
  storedAt(path, sha256),
  sha256,
  owner,
  group,
  mode,
];

const wordsBack = ({ path, before }: FileChange): readonly string[] =>
  before === null ? [path, "", "", "", "", "", "new"] : [...words(path, before), ""];
