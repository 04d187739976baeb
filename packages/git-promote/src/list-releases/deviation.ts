import type { JoinedRelease, NamedReleases } from "./join-releases.js";

/** How a component differs from the product's highest version. */
export interface Deviation {
  /**
   * `none`: it has no release at all. `behind`: its highest version is lower. `unchanged`: it has the version, on a
   * commit that an earlier version of it has too, so what runs calls itself that.
   */
  readonly kind: "none" | "behind" | "unchanged";
  /** The version that it stands at: its highest, or the first one on the same commit. Null for `none`. */
  readonly version: string | null;
  /** How many versions of the product came after that one. */
  readonly behind: number;
}

/** Null when it has the product's version, made for it. `product`: highest version first. Pure. */
export function deviationOf(releases: NamedReleases["releases"], product: readonly JoinedRelease[]): Deviation | null {
  const [latest] = releases;
  if (latest === undefined) return { kind: "none", version: null, behind: product.length };
  const behindOf = (version: string): number => product.findIndex((release) => release.version === version);
  if (latest.version !== product[0]?.version)
    return { kind: "behind", version: latest.version, behind: behindOf(latest.version) };
  const first = releases.findLast(({ commit }) => commit === latest.commit) ?? latest;
  return first === latest ? null : { kind: "unchanged", version: first.version, behind: behindOf(first.version) };
}
