/** What becomes of the entries of one component. Places are those of `page`. */
export interface MergedEntries {
  /** Places that go. */
  readonly remove: readonly number[];
  /** Places in `wanted` that come, each behind a place of `page`; null: behind the last one. */
  readonly add: readonly { readonly wanted: number; readonly after: number | null }[];
  /** Both sides changed the same place, differently. */
  readonly conflicts: readonly { readonly before: readonly string[]; readonly wanted: readonly number[] }[];
}

/**
 * Merges entries that were generated once more into a page on which people may have changed them since, by keys.
 * `before`: what was generated last time. What a person reworded or took away stays so; what the page still has as it
 * was generated follows the new wording; a place that both changed is a conflict. Pure.
 */
export function mergeEntries(
  before: readonly string[] | null,
  page: readonly string[],
  wanted: readonly string[],
): MergedEntries {
  const there = new Map(page.map((key, place) => [key, place]));
  if (before === null) {
    const seen = new Set(page);
    const add = wanted.flatMap((key, place) => {
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ wanted: place, after: null }];
    });
    return { remove: [], add, conflicts: [] };
  }
  const known = new Set(before);
  const kept = new Set(wanted);
  const remove: number[] = [];
  const add: { wanted: number; after: number | null }[] = [];
  const conflicts: { before: readonly string[]; wanted: readonly number[] }[] = [];
  for (const { gone, come } of changedParts(before, wanted)) {
    const out = gone.filter((key) => !kept.has(key));
    const places = come.filter((place) => !there.has(wanted[place] ?? "") && !known.has(wanted[place] ?? ""));
    const found = out.flatMap((key) => there.get(key) ?? []);
    const isEdited = found.length < out.length;
    if (isEdited && places.length > 0) {
      conflicts.push({ before: out, wanted: places });
      continue;
    }
    remove.push(...found);
    const last = found.at(-1) ?? null;
    add.push(...places.map((place) => ({ wanted: place, after: last })));
  }
  return { remove, add, conflicts };
}

interface ChangedPart {
  readonly gone: readonly string[];
  /** Places in the new list. */
  readonly come: readonly number[];
}

/** Where two lists differ, by their longest common subsequence. */
function changedParts(before: readonly string[], wanted: readonly string[]): readonly ChangedPart[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint16Array(wanted.length + 1));
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = wanted.length - 1; j >= 0; j--) {
      const [row, next] = [rows[i], rows[i + 1]];
      if (row === undefined || next === undefined) continue;
      row[j] = before[i] === wanted[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0);
    }
  const parts: { gone: string[]; come: number[] }[] = [];
  let open: { gone: string[]; come: number[] } | null = null;
  for (let i = 0, j = 0; i < before.length || j < wanted.length;) {
    if (i < before.length && j < wanted.length && before[i] === wanted[j]) {
      open = null;
      i++;
      j++;
      continue;
    }
    if (open === null) parts.push((open = { gone: [], come: [] }));
    const isGone = i < before.length && (j >= wanted.length || (rows[i + 1]?.[j] ?? 0) >= (rows[i]?.[j + 1] ?? 0));
    if (isGone) open.gone.push(before[i++] ?? "");
    else open.come.push(j++);
  }
  return parts;
}
