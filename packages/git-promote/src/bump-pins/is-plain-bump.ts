import type { Commit, FileReader, HistoryReader, Oid } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import { editPin, fileText, parsePins, type PinRule } from "../pins/index.js";

/** True for a commit that changes versions of pins (and their lock files) and nothing else: an older bump. */
export async function isPlainBump(
  repository: HistoryReader & FileReader,
  { commit, parents }: Commit,
  allowed: { readonly rules: readonly PinRule[]; readonly lockFiles: readonly string[] },
  options: CallOptions,
): Promise<boolean> {
  const [parent, second] = parents;
  if (parent === undefined || second !== undefined) return false;
  const changed = await repository.changedPaths(parent, commit, options);
  const paths = changed.filter(({ path }) => !allowed.lockFiles.includes(path));
  if (paths.some(({ status }) => status !== "modified")) return false;
  const read = (at: Oid): ReturnType<FileReader["readFiles"]> =>
    repository.readFiles(
      at,
      paths.map(({ path }) => path),
      options,
    );
  const [before, after] = await Promise.all([read(parent), read(commit)]);
  return paths.every(({ path }, index) => {
    const [old, current] = [before[index] ?? null, after[index] ?? null];
    if (old === null || current === null) return false;
    return withoutVersions(old, path, allowed.rules) === withoutVersions(current, path, allowed.rules);
  });
}

function withoutVersions(bytes: Uint8Array, path: string, rules: readonly PinRule[]): string {
  const { text } = fileText(bytes);
  return [...parsePins(text, path, rules)].reverse().reduce((left, pin) => editPin(left, pin, ""), text);
}
