/** Hosts that are done in order: all of one group before the next, and within a group wave by wave. */
export interface HostGroup {
  readonly name: string;
  readonly hosts: readonly string[];
}

/** Where a host stands in the order. `wave` counts over all groups, from 1. */
export interface HostPlace {
  readonly host: string;
  readonly group: string;
  readonly wave: number;
}

/** `1`, `30%`: how many of a group have had their turn at the end of a wave. */
export const WAVE = /^(?:[1-9]\d{0,3}|(?:[1-9]\d?|100)%)$/;

/**
 * The place of every host. The sizes of waves add up: `1, 30%, 100%` is one host, then up to three of ten, then the rest;
 * what the last size leaves is one more wave. It depends on the input alone, so that a host keeps its place when others
 * are done. Pure.
 */
export function placesOf(groups: readonly HostGroup[], sizes: readonly string[]): readonly HostPlace[] {
  const places: HostPlace[] = [];
  let wave = 0;
  for (const { name, hosts } of groups) {
    let from = 0;
    for (const size of [...sizes, "100%"]) {
      const to = reach(size, hosts.length);
      if (to <= from) continue;
      wave += 1;
      places.push(...hosts.slice(from, to).map((host) => ({ host, group: name, wave })));
      from = to;
    }
  }
  return places;
}

const reach = (size: string, hosts: number): number =>
  Math.min(hosts, size.endsWith("%") ? Math.ceil((hosts * Number(size.slice(0, -1))) / 100) : Number(size));
