import type { Artifact } from "../artifact/artifact.js";
import type { HostFacts } from "../package-manager/host-facts.js";

export interface RollbackTarget {
  readonly version: string;
  readonly sha256: string;
  /** Null: it is the caller's copy. */
  readonly path: string | null;
}

/**
 * What a host goes back to: the version asked for, else what it had before the one to leave, else the caller's copy.
 * Null: the host has not kept it, and the caller has no copy. Pure.
 */
export function findTarget(
  { notes, kept }: Pick<HostFacts, "notes" | "kept">,
  { from, to }: { readonly from: string; readonly to?: string | undefined },
  copy: Pick<Artifact, "version" | "sha256"> | null,
): RollbackTarget | null {
  const before = to === undefined ? noteBefore(notes, from) : notes.findLast((note) => note.version === to);
  const file =
    kept.find(({ sha256 }) => sha256 === before?.sha256) ??
    kept.find(({ version }) => version !== null && version === (to ?? before?.version));
  if (file !== undefined) {
    const version = file.version ?? before?.version ?? "";
    if (version !== from) return { version, sha256: file.sha256, path: file.path };
  }
  if (copy === null || copy.version === from || (to !== undefined && copy.version !== to)) return null;
  return { version: copy.version, sha256: copy.sha256, path: null };
}

/**
 * Going back undoes: a version that comes again takes everything with it that was noted since it was there first, so that
 * nobody who goes back twice is given the version that was left the first time.
 */
function noteBefore(notes: HostFacts["notes"], from: string): HostFacts["notes"][number] | undefined {
  const line: HostFacts["notes"][number][] = [];
  for (const note of notes) {
    const again = line.findIndex(({ version }) => version === note.version);
    if (again >= 0) line.length = again;
    line.push(note);
  }
  const at = line.findIndex(({ version }) => version === from);
  return at < 0 ? line.at(-1) : line[at - 1];
}
