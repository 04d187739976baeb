import type { Oid, Ref } from "@signalbox/git";
import { MAINLINE } from "./find-target.js";
import { shortName } from "./resolve-branch.js";

/** What a name of a branch or tag stands for. */
export interface Revision {
  /** `refs/heads/…` or `refs/tags/…` */
  readonly ref: string;
  readonly commit: Oid;
  /** A branch and a tag have the name, on different commits, and the caller did not say which is meant. */
  readonly isAmbiguous: boolean;
}

/**
 * Finds a branch or tag by its full or short name, or the mainline by `HEAD` or `mainline`. Where a branch and a tag share a name it
 * is what `prefer` says, the branch by default; git itself would take the tag. Null when there is neither. Pure.
 */
export function findRevision(
  refs: readonly Ref[],
  name: string,
  { mainline, prefer }: { readonly mainline: string | null; readonly prefer?: "branch" | "tag" | undefined },
): Revision | null {
  const at = (full: string | null): Ref | undefined => refs.find((ref) => ref.name === full);
  const revision = (ref: Ref | undefined, isAmbiguous = false): Revision | null =>
    ref === undefined ? null : { ref: ref.name, commit: ref.commit, isAmbiguous };
  if (name.startsWith("refs/")) return revision(at(name));
  if (name === "HEAD") return revision(at(mainline));
  const [branch, tag] = [at(`refs/heads/${name}`), at(`refs/tags/${name}`)];
  if (branch === undefined && tag === undefined && name === MAINLINE) return revision(at(mainline));
  if (branch === undefined || tag === undefined) return revision(branch ?? tag);
  return revision(prefer === "tag" ? tag : branch, prefer === undefined && branch.commit !== tag.commit);
}

/** Up to three names of branches and tags that have the missing name's numbers, or begin like it. Pure. */
export function similarRevisions(refs: readonly Ref[], name: string): readonly string[] {
  const bare = (text: string): string => shortName(text).toLowerCase().replace(/^v/, "");
  const wanted = bare(name);
  return [...new Set(refs.map((ref) => shortName(ref.name)))]
    .filter((other) => wanted !== "" && (bare(other).startsWith(wanted) || wanted.startsWith(`${bare(other)}.`)))
    .slice(0, 3);
}
