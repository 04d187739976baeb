/** A text that says something; what is empty or no text is null. */
export function toText(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

/** A finite number, also from the texts that drivers make of `bigint` and `numeric`. */
export function toNumber(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

export const toCount = (value: unknown): number => toNumber(value) ?? 0;

/** The instant of milliseconds since the epoch; null for `infinity` and for what no calendar has. */
export function toDate(ms: unknown): Date | null {
  const number = toNumber(ms);
  if (number === null) return null;
  const date = new Date(number);
  return Number.isNaN(date.getTime()) ? null : date;
}
