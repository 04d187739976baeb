import type { HostFacts, InstalledPackage } from "../package-manager/host-facts.js";

/**
 * How a host can go back. `remove`: there was nothing before. `kept`: a file that lies on the host. `sent`: a copy that
 * the caller has. `none`: it is not asked for. `unavailable`: nobody has the package that is installed.
 */
export type WayBackPlan =
  | { readonly kind: "remove" | "none" | "unavailable" }
  | { readonly kind: "kept"; readonly version: string; readonly sha256: string; readonly path: string }
  | { readonly kind: "sent"; readonly version: string; readonly sha256: string };

/**
 * The file of the package as it is installed: what Signalbox noted when it installed it, else any kept file of that
 * version, else the caller's copy. Pure.
 */
export function wayBackOf(
  facts: HostFacts,
  copy: { readonly version: string; readonly sha256: string } | null,
): Exclude<WayBackPlan, { readonly kind: "none" }> {
  const { installed } = facts;
  if (installed === null) return { kind: "remove" };
  const { version } = installed;
  const before = leftBehind(facts, installed);
  if (before !== null) return before;
  const sha256 = noted(facts, installed)?.sha256;
  const files = facts.kept.filter((file) => file.version === version);
  const kept = files.find((file) => file.sha256 === sha256) ?? (sha256 === undefined ? files[0] : undefined);
  if (kept !== undefined) return { kind: "kept", version, sha256: kept.sha256, path: kept.path };
  if (copy?.version === version) return { kind: "sent", version, sha256: copy.sha256 };
  return { kind: "unavailable" };
}

/** What an attempt left that did not come to its end is no way back: what was noted before it is. */
function leftBehind(
  { notes, kept, interrupted }: HostFacts,
  { version, isWhole }: InstalledPackage,
): Extract<WayBackPlan, { kind: "kept" }> | null {
  const last = notes.at(-1);
  const file = kept.find(({ sha256 }) => sha256 === last?.sha256);
  if ((isWhole && interrupted === null) || last === undefined || last.version === version || file === undefined)
    return null;
  return { kind: "kept", version: last.version, sha256: file.sha256, path: file.path };
}

/** The note of what is installed; null when somebody else installed it, or another version since. Pure. */
export function noted(facts: HostFacts, installed: InstalledPackage | null): HostFacts["notes"][number] | null {
  const last = facts.notes.at(-1);
  return installed !== null && last?.version === installed.version ? last : null;
}
