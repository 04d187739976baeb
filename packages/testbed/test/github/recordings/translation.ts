/** Names that GitHub gave in the recording (ids, commits) and those that the fake gave in their place. */
export interface Translation {
  learn(recorded: unknown, played: unknown): void;
  /** The same value with the names of the fake. */
  apply<Value>(recorded: Value): Value;
}

const NAMES = new Set(["id", "node_id", "sha"]);

export function translation(): Translation {
  const known = new Map<string, unknown>();
  const learn = (recorded: unknown, played: unknown): void => {
    if (recorded === null || played === null || typeof recorded !== "object" || typeof played !== "object") return;
    for (const [key, value] of Object.entries(recorded)) {
      const its: unknown = (played as Record<string, unknown>)[key];
      if (typeof value === "object") learn(value, its);
      else if (NAMES.has(key) && its !== undefined) known.set(String(value), its);
    }
  };
  const apply = (value: unknown): unknown => {
    if (typeof value === "string") return known.has(value) ? String(known.get(value)) : value;
    if (Array.isArray(value)) return value.map(apply);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, apply(each)]));
  };
  return { learn, apply: <Value>(value: Value) => apply(value) as Value };
}
