import type { Json } from "@signalbox/release-core";

/** What a `forEach` item is called: itself when it is a string, else its `name`; null when it has none. */
export function itemName(item: Json): string | null {
  if (typeof item === "string") return item;
  if (item === null || typeof item !== "object" || Array.isArray(item)) return null;
  const name = (item as { readonly [key: string]: Json })["name"];
  return typeof name === "string" && name !== "" ? name : null;
}

/** The key of a step in a run: its id, with `forEach` its id and the name of the item (`tag[audiobait]`). */
export function stepKey(id: string, item?: Json): string {
  const name = item === undefined ? null : itemName(item);
  return name === null ? id : `${id}[${name}]`;
}
