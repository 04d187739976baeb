/** What a kind is called above its entries, in the order of a page. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ["breaking", "Breaking changes"],
  ["security", "Security"],
  ["feature", "Features"],
  ["performance", "Performance"],
  ["fix", "Fixes"],
  ["deprecation", "Deprecations"],
  ["revert", "Reverts"],
]);

const ORDER: readonly string[] = [...TITLES.keys()];

export interface OfKind<Item> {
  /** Plain text; "" where nothing says what kind anything is. */
  readonly title: string;
  readonly entries: readonly Item[];
}

/**
 * Entries by kind in the order of a page, within a kind as they came. A source's own word stands as it is, after the
 * known ones; what says nothing of its kind is the last. Pure.
 */
export function byKind<Item extends { readonly kind: string }>(entries: readonly Item[]): readonly OfKind<Item>[] {
  const kinds = new Map<string, Item[]>();
  for (const entry of entries) {
    const known = kinds.get(entry.kind);
    if (known === undefined) kinds.set(entry.kind, [entry]);
    else known.push(entry);
  }
  if (kinds.size === 1 && kinds.has("other")) return [{ title: "", entries }];
  return [...kinds]
    .toSorted(([one], [other]) => rank(one) - rank(other))
    .map(([kind, ofKind]) => ({ title: titleOf(kind), entries: ofKind }));
}

function rank(kind: string): number {
  const known = ORDER.indexOf(kind);
  return known !== -1 ? known : kind === "other" ? ORDER.length + 1 : ORDER.length;
}

const titleOf = (kind: string): string =>
  TITLES.get(kind) ?? (kind === "other" ? "Other changes" : kind.charAt(0).toUpperCase() + kind.slice(1));
