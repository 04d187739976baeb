import { parseVersion, type Version, versionOf } from "@signalbox/git";
import type { ComponentView, PlacedTag } from "./repository-view.js";

/** The versions of one component, and what of the product it belongs to. */
export interface VersionedComponent {
  readonly name: string;
  /** `v{version}` around a version. */
  readonly tagOf: (version: string) => string;
  /** Versions by their text, misspelt ones too; each with its tag's full name. */
  readonly versions: ReadonlyMap<string, { readonly version: Version; readonly ref: string }>;
  /** The number line that it shares, null for its own. */
  readonly line: string | null;
}

/** What counts as a version of the component when versions are compared: without odd numbers, with `v16.3` as 16.3.0. */
export function versionsOf(
  { releases }: ComponentView,
  refs: readonly { readonly name: string }[],
  odd: ReadonlySet<PlacedTag>,
): VersionedComponent["versions"] {
  const incomplete = refs.flatMap(({ name }) => {
    const text = incompleteVersion(name);
    const version = text === null ? null : parseVersion(text);
    return text === null || version === null ? [] : [[text, { version, ref: name }] as const];
  });
  const whole = releases
    .filter((tag) => !odd.has(tag))
    .map((tag) => [versionOf(tag), { version: tag.version, ref: tag.ref }] as const);
  return new Map([...incomplete, ...whole]);
}

/** The version that a tag without a patch number stands for, `refs/tags/v16.3` → `16.3.0`; null for all others. */
export function incompleteVersion(ref: string): string | null {
  const numbers = /^refs\/tags\/v?(\d+\.\d+)$/i.exec(ref)?.[1];
  return numbers === undefined || parseVersion(`${numbers}.0`) === null ? null : `${numbers}.0`;
}
