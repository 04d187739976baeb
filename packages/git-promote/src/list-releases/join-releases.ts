import { compareVersions, type Oid, parseVersion, type Version } from "@signalbox/git";

/** A version of the product. */
export interface JoinedRelease {
  readonly version: string;
  /** The components that have it. */
  readonly components: readonly { readonly name: string; readonly tag: string; readonly commit: Oid }[];
  /** The names of those that have no such version. */
  readonly missing: readonly string[];
}

/** What joining asks of a component. */
export interface NamedReleases {
  readonly name: string;
  readonly releases: readonly { readonly version: string; readonly tag: string; readonly commit: Oid }[];
}

/** The versions of components that share them, highest first. Pure. */
export function joinReleases(components: readonly NamedReleases[]): readonly JoinedRelease[] {
  const found = new Map<string, JoinedRelease["components"]>();
  for (const { name, releases } of components)
    for (const { version, tag, commit } of releases)
      found.set(version, [...(found.get(version) ?? []), { name, tag, commit }]);
  return [...found]
    .sort(([a], [b]) => compareVersions(versionIn(b), versionIn(a)))
    .map(([version, having]) => ({
      version,
      components: having,
      missing: components.map(({ name }) => name).filter((name) => !having.some((one) => one.name === name)),
    }));
}

const NONE: Version = { major: 0, minor: 0, patch: 0, prerelease: [] };

/** They were made of versions. */
const versionIn = (text: string): Version => parseVersion(text) ?? NONE;
