import { compareVersions } from "@signalbox/git";
import type { ComponentView, PlacedTag, RepositoryView } from "./repository-view.js";

/** A tag whose number does not fit into the order of the others. */
export interface OddNumber {
  readonly tag: PlacedTag;
  /** `lower`: made after higher ones; `higher`: lower ones were made after it. */
  readonly kind: "lower" | "higher";
  /** One that it contradicts: the highest before a lower one, the newest after a higher one. */
  readonly beside: PlacedTag;
}

/**
 * The fewest tags without which no version comes after a higher one in its own history: one mistyped number contradicts
 * many, and each of these only one. Where two contradict each other, the later one is odd.
 */
export function oddNumbers(view: RepositoryView, { releases }: ComponentView): readonly OddNumber[] {
  const tags = releases;
  const contradictions = contradictionsOf(view, tags);
  const odd: OddNumber[] = [];
  for (;;) {
    const worst = mostContradicted(contradictions);
    if (worst === null) return odd.sort((a, b) => compareVersions(a.tag.version, b.tag.version));
    const { lower, higher } = contradictions.get(worst) as Contradictions;
    const kind = lower.size >= higher.size ? "lower" : "higher";
    const beside = [...(kind === "lower" ? lower : higher)].reduce((most, other) => Math.max(most, other), -1);
    odd.push({ tag: tags[worst] as PlacedTag, kind, beside: tags[beside] as PlacedTag });
    contradictions.delete(worst);
    for (const other of lower) contradictions.get(other)?.higher.delete(worst);
    for (const other of higher) contradictions.get(other)?.lower.delete(worst);
  }
}

/** The index of the tag with the most contradictions; of two that contradict each other alone, the later one. */
function mostContradicted(contradictions: ReadonlyMap<number, Contradictions>): number | null {
  let worst: number | null = null;
  let most = 0;
  let isLower = false;
  for (const [index, { lower, higher }] of contradictions) {
    const count = lower.size + higher.size;
    if (count < most || count === 0 || (count === most && (isLower || lower.size === 0))) continue;
    [worst, most, isLower] = [index, count, lower.size > 0];
  }
  return worst;
}

interface Contradictions {
  /** Indexes of higher versions in its history. */
  readonly lower: Set<number>;
  /** Indexes of lower versions that have it in their history. */
  readonly higher: Set<number>;
}

/** By the index of the tag; `tags` are lowest version first. Only tags with a contradiction are in it. */
function contradictionsOf(view: RepositoryView, tags: readonly PlacedTag[]): Map<number, Contradictions> {
  const found = new Map<number, Contradictions>();
  const of = (index: number): Contradictions => {
    const known = found.get(index) ?? { lower: new Set(), higher: new Set() };
    found.set(index, known);
    return known;
  };
  const highest = highestBefore(view, tags);
  const places = Int32Array.from(tags, ({ place }) => place);
  for (const [index, tag] of tags.entries()) {
    const last = highest.get(index) ?? -1;
    for (let above = index + 1; above <= last; above += 1) {
      const place = places[above] ?? 0;
      if (place >= tag.place || compareVersions((tags[above] as PlacedTag).version, tag.version) === 0) continue;
      if (!view.history.isAncestor(place, tag.place)) continue;
      of(index).lower.add(above);
      of(above).higher.add(index);
    }
  }
  return found;
}

/** For each tag, the index of the highest version in its history, its own commit left out. */
function highestBefore({ history }: RepositoryView, tags: readonly PlacedTag[]): ReadonlyMap<number, number> {
  const tagged = new Int32Array(history.size).fill(-1);
  for (const [index, { place }] of tags.entries()) tagged[place] = Math.max(tagged[place] ?? -1, index);
  const before = new Int32Array(history.size).fill(-1);
  for (let place = 0; place < history.size; place += 1) {
    for (const parent of history.parentsOf(place))
      before[place] = Math.max(before[place] ?? -1, before[parent] ?? -1, tagged[parent] ?? -1);
  }
  return new Map(tags.map(({ place }, index) => [index, before[place] ?? -1]));
}
