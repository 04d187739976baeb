import type { Problem, Warning } from "@signalbox/release-core";
import { serviceUnwell } from "../fleet/unwell.js";
import type { HostPlace } from "../fleet/waves.js";
import type { DeployOnHost, FileChange, FileState } from "./action.js";
import { intentOf } from "./compose.js";
import type { LocalFile } from "./files.js";
import type { DeployFilesInput, WishedFile } from "./input.js";
import type { FilesLook } from "./look.js";
import * as problems from "./problems.js";

/** One host: what there is to do, and everything that speaks against it. Pure. */
export function judgeHost(
  input: DeployFilesInput,
  local: readonly LocalFile[],
  { place, look }: { readonly place: HostPlace; readonly look: FilesLook },
): {
  readonly action: DeployOnHost | null;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
} {
  const { host } = place;
  const fixed = { type: "deploy-files" as const, ...place, name: input.name };
  const digests = local.map(({ sha256 }) => sha256);
  if (look.running !== null) {
    if (look.running.intent !== intentOf(host, input, digests))
      return { action: null, problems: [problems.hostBusy(host, look.running)], warnings: [] };
    const summary = `${host}: follow what is under way (${look.running.subject})`;
    return { action: { ...fixed, does: "follow", changes: [], summary }, problems: [], warnings: [] };
  }
  const changes = changesOf(input, digests, look);
  if (changes.length === 0) {
    if (look.idle.length === 0)
      return { action: null, problems: [], warnings: serviceUnwell(host, input.name, look.unwell ?? []) };
    const summary = `${host}: start ${look.idle.join(", ")}`;
    return { action: { ...fixed, does: "start", changes, summary }, problems: [], warnings: [] };
  }
  const summary = `${host}: ${input.name}: ${changes.map(inWords).join(", ")}`;
  return {
    action: { ...fixed, does: "place", changes, summary },
    problems: refusals(input, local, host, look),
    warnings: [],
  };
}

/** Nothing is to do there: the files are as wished, and their services run. Pure. */
export const isSettled = (input: DeployFilesInput, digests: readonly string[], look: FilesLook): boolean =>
  look.running === null && look.idle.length === 0 && changesOf(input, digests, look).length === 0;

/** What is not as wished. Pure. */
export function changesOf(
  { files }: DeployFilesInput,
  digests: readonly string[],
  look: FilesLook,
): readonly FileChange[] {
  return files.flatMap((wished, at) => {
    const before = look.files[at]?.state ?? null;
    const after = wishedState(wished, digests[at] ?? "");
    return before !== null && isSame(before, after) ? [] : [{ path: wished.path, before, after }];
  });
}

const wishedState = ({ owner, group, mode }: WishedFile, sha256: string): FileState => ({
  sha256,
  owner,
  group,
  mode: mode.slice(-3),
});

export const isSame = (a: FileState | null, b: FileState | null): boolean =>
  a?.sha256 === b?.sha256 && a?.owner === b?.owner && a?.group === b?.group && a?.mode === b?.mode;

function inWords({ path, before, after }: FileChange): string {
  if (before === null) return `${path} ${after.sha256.slice(0, 12)} (new)`;
  if (before.sha256 !== after.sha256) return `${path} ${before.sha256.slice(0, 12)} → ${after.sha256.slice(0, 12)}`;
  const account = ({ owner, group, mode }: FileState): string => `${owner}:${group} ${mode}`;
  return `${path} ${account(before)} → ${account(after)}`;
}

function refusals(
  { files }: DeployFilesInput,
  local: readonly LocalFile[],
  host: string,
  look: FilesLook,
): readonly Problem[] {
  return look.files.flatMap((seen, at) => {
    const wished = files[at];
    if (wished === undefined) return [];
    const { path, owner, group } = wished;
    const needed = (local[at]?.size ?? 0) + (seen.state === null ? 0 : RESERVE);
    return [
      ...(seen.kind === "file" || seen.kind === "absent" ? [] : [problems.notReplaceable(host, path, seen.kind)]),
      ...seen.lacks.map((what) => problems.accountMissing(host, what, what === "user" ? owner : group)),
      ...(seen.free !== null && seen.free < needed ? [problems.diskFull(host, path, seen.free)] : []),
    ];
  });
}

/** A disk is not filled to its last byte: services write there too. */
const RESERVE = 10 * 1024 * 1024;
