/** Asks for each, a few at a time; the answers in the order of the items. The first failure is the one that is told. */
export async function inGroups<Item, Value>(
  size: number,
  items: readonly Item[],
  ask: (item: Item) => Promise<Value>,
): Promise<Value[]> {
  const values: Value[] = [];
  for (let at = 0; at < items.length; at += size) {
    values.push(...(await Promise.all(items.slice(at, at + size).map(ask))));
  }
  return values;
}
