/** Several items of one step that have nothing of their own to say. */
export interface Folded<T> {
  /** The first of them. */
  readonly first: T;
  /** `cut[api]`, or `cut (11)` for several. */
  readonly label: string;
  readonly items: readonly T[];
}

/** Fewer than this many lines are no burden. */
const FEWEST = 3;

/**
 * Puts the items of a step that say the same into one line where the first of them stands: a train over eleven
 * repositories stays on one screen, and what is different keeps its own line. `says`: null keeps an item apart.
 */
export function foldItems<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  says: (item: T) => string | null,
): readonly Folded<T>[] {
  const groups = new Map<string, T[]>();
  const topicOf = (item: T): string => {
    const [key, text] = [keyOf(item), says(item)];
    return text === null || !key.endsWith("]") ? `=${key}` : `${idOf(key)}\n${text}`;
  };
  for (const item of items) groups.set(topicOf(item), [...(groups.get(topicOf(item)) ?? []), item]);
  return [...groups.values()].flatMap((group): Folded<T>[] => {
    if (group.length < FEWEST) return group.map((item) => ({ first: item, label: keyOf(item), items: [item] }));
    const [first] = group;
    return first === undefined ? [] : [{ first, label: `${idOf(keyOf(first))} (${group.length})`, items: group }];
  });
}

/** `cut[api], cut[web], ready` → `cut[api, web], ready`. */
export function labelOf(keys: readonly string[]): string {
  const items = new Map<string, string[]>();
  for (const key of keys) {
    const item = /\[(.*)\]$/.exec(key)?.[1];
    items.set(idOf(key), [...(items.get(idOf(key)) ?? []), ...(item === undefined ? [] : [item])]);
  }
  return [...items].map(([id, names]) => (names.length === 0 ? id : `${id}[${names.join(", ")}]`)).join(", ");
}

const idOf = (key: string): string => key.replace(/\[.*\]$/, "");
