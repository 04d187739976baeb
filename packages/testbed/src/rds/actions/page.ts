import type { Members } from "../contract/read-form.js";
import { badValue } from "../http/refusal.js";

const DEFAULT_RECORDS = 100;
const FEWEST_RECORDS = 20;

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly more: { readonly Marker?: string };
}

/** One page of a list, with the limits of RDS: 20 to 100. @throws RdsRefusal */
export function pageOf<Item>(input: Members, all: readonly Item[]): Page<Item> {
  const size = Number(input["MaxRecords"] ?? DEFAULT_RECORDS);
  if (size < FEWEST_RECORDS || size > DEFAULT_RECORDS)
    throw badValue(`Invalid value ${size} for MaxRecords. Must be between ${FEWEST_RECORDS} and ${DEFAULT_RECORDS}`);
  const marker = input["Marker"];
  const start = typeof marker === "string" && marker !== "" ? Number(Buffer.from(marker, "base64").toString()) : 0;
  if (!Number.isInteger(start)) throw badValue("Invalid value for Marker");
  const end = start + size;
  return {
    items: all.slice(start, end),
    more: end < all.length ? { Marker: Buffer.from(String(end)).toString("base64") } : {},
  };
}
