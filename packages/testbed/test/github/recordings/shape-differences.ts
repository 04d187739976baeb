/**
 * How two answers differ in their keys and kinds of values, `-` for what only the first has and `+` for what only the
 * second has. Null is of every kind, an empty list has entries of every shape, and a list is judged by its first entry.
 */
export function shapeDifferences(one: unknown, other: unknown, at = ""): string[] {
  if (one === null || other === null) return [];
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === 0 || other.length === 0 ? [] : shapeDifferences(one[0], other[0], `${at}[]`);
  }
  if (kindOf(one) !== kindOf(other)) return [`${at}: ${kindOf(one)}, not ${kindOf(other)}`];
  if (!isRecord(one) || !isRecord(other)) return [];
  const place = (key: string): string => (at === "" ? key : `${at}.${key}`);
  const missing = Object.keys(one).filter((key) => !(key in other));
  const added = Object.keys(other).filter((key) => !(key in one));
  const common = Object.keys(one).filter((key) => key in other);
  return [
    ...missing.map((key) => `-${place(key)}`),
    ...added.map((key) => `+${place(key)}`),
    ...common.flatMap((key) => shapeDifferences(one[key], other[key], place(key))),
  ];
}

const kindOf = (value: unknown): string =>
  Array.isArray(value) ? "list" : Buffer.isBuffer(value) ? "bytes" : typeof value;
const isRecord = (value: unknown): value is Record<string, unknown> => kindOf(value) === "object";
