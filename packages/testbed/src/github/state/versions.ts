/** What a lagging list still sees: all that was written before the fault began, and what is old enough since. */
export interface AsOf {
  readonly time: number;
  readonly sequence: number;
}

interface Version<Value> {
  readonly time: number;
  readonly sequence: number;
  /** Undefined when it was deleted. */
  readonly value: Value | undefined;
}

/** Says when and as the how-manieth write something happens; one for the whole state. */
export interface WriteClock {
  next(): AsOf;
}

/** Records with their past, in the order in which they first came. A stored value is never changed: set a new one. */
export interface Versions<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
  delete(key: Key): void;
  /** `asOf` comes from a list fault; without it the newest. */
  values(asOf?: AsOf): Value[];
}

export function versions<Key, Value>(clock: WriteClock): Versions<Key, Value> {
  const past = new Map<Key, Version<Value>[]>();
  const write = (key: Key, value: Value | undefined): void => {
    const before = past.get(key) ?? [];
    past.set(key, [...before, { ...clock.next(), value }]);
  };
  return {
    get: (key) => past.get(key)?.at(-1)?.value,
    set: write,
    delete: (key) => {
      if (past.has(key)) write(key, undefined);
    },
    values: (asOf) =>
      [...past.values()].flatMap((all) => {
        const seen = asOf === undefined ? all.at(-1) : all.findLast((version) => sees(asOf, version));
        return seen?.value === undefined ? [] : [seen.value];
      }),
  };
}

/** Whether a lagging list sees a write. */
export const sees = (asOf: AsOf, write: AsOf): boolean => write.sequence <= asOf.sequence || write.time <= asOf.time;
