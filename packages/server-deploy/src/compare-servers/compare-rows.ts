import type { Warning } from "@signalbox/release-core";
import type { ServerRow } from "./comparison.js";
import type { PackageOnHost } from "./inventory.js";
import { comparePackages, standingOf } from "./standing.js";

/** What one host of a group has; hosts that did not answer are not among them. */
export interface Inventory {
  readonly host: string;
  readonly packages: readonly PackageOnHost[];
}

export interface Inventories {
  readonly target: readonly Inventory[];
  /** Null when there is nothing to compare with but releases. */
  readonly source: readonly Inventory[] | null;
  /** Package → servers of the target that should have it. */
  readonly places?: Readonly<Record<string, readonly string[]>>;
  readonly latest: Readonly<Record<string, string>>;
}

type Found = PackageOnHost & { readonly host: string };

/** Inventories → rows. Pure. */
export function compareRows({ target, source, places = {}, latest }: Inventories): {
  readonly rows: readonly ServerRow[];
  readonly warnings: readonly Warning[];
} {
  const [here, there] = [byPackage(target), byPackage(source ?? [])];
  const names = [...new Set([...here.keys(), ...there.keys()])].sort();
  const warnings: Warning[] = [];
  const rows = names.flatMap((name) => {
    const candidates = there.get(name) ?? [];
    const release = Object.hasOwn(latest, name) ? latest[name] : undefined;
    const newest = newestOf(candidates);
    const versions = [...new Set(candidates.map(({ version }) => version))];
    if (versions.length > 1) warnings.push(mixed(name, versions));
    const rowOf = (installed: Found | null, host = installed?.host ?? null): ServerRow => ({
      package: name,
      host,
      state: stateOf(installed, newest, source === null ? release : undefined),
      installed: installed === null ? null : withoutHost(installed),
      source: newest === null ? null : sourceOf(newest, candidates),
      latest:
        release === undefined
          ? null
          : {
              version: release,
              installed: installed && standingOf(installed, release),
              source: newest && standingOf(newest, release),
            },
    });
    const installed = here.get(name) ?? [];
    const place = Object.hasOwn(places, name) ? (places[name] ?? []) : [];
    const lacking = newest === null ? [] : lackingIn(target, place, installed);
    if (installed.length === 0 && lacking.length === 0) return [rowOf(null)];
    return [...installed.map((one) => rowOf(one)), ...lacking.map((host) => rowOf(null, host))];
  });
  return { rows, warnings };
}

function stateOf(installed: Found | null, source: Found | null, release: string | undefined): ServerRow["state"] {
  if (installed?.isWhole === false || source?.isWhole === false) return "half-configured";
  if (installed === null) return "only-in-source";
  if (source === null && release === undefined) return "only-in-target";
  if (source === null) return AGAINST_RELEASE[standingOf(installed, release ?? "")];
  const order = comparePackages(installed, source);
  return order === null ? "unclear" : order < 0 ? "upgrade" : order > 0 ? "downgrade" : "equal";
}

/** Of those that answered. */
const lackingIn = (target: readonly Inventory[], place: readonly string[], installed: readonly Found[]): string[] =>
  target.map(({ host }) => host).filter((host) => place.includes(host) && !installed.some((one) => one.host === host));

const AGAINST_RELEASE = { behind: "upgrade", equal: "equal", ahead: "downgrade", unclear: "unclear" } as const;

function byPackage(inventories: readonly Inventory[]): ReadonlyMap<string, readonly Found[]> {
  const found = new Map<string, Found[]>();
  for (const { host, packages } of inventories)
    for (const one of packages) found.set(one.name, [...(found.get(one.name) ?? []), { ...one, host }]);
  return found;
}

/** What did not end is looked at first: nothing may be promoted from there. */
function newestOf(candidates: readonly Found[]): Found | null {
  const broken = candidates.find(({ isWhole }) => !isWhole);
  if (broken !== undefined) return broken;
  return candidates.reduce<Found | null>(
    (newest, one) => (newest === null || comparePackages(one, newest) === 1 ? one : newest),
    null,
  );
}

/** It counts from the first of its servers that had it. */
function sourceOf(newest: Found, candidates: readonly Found[]): NonNullable<ServerRow["source"]> {
  const same = candidates.filter(({ version }) => version === newest.version);
  const ages = same.map(({ ageMs }) => ageMs).filter((age) => age !== null);
  return {
    version: newest.version,
    hosts: same.map(({ host }) => host),
    forMs: ages.length === 0 ? null : Math.max(...ages),
  };
}

const withoutHost = ({ host: _, ...installed }: Found): PackageOnHost => installed;

const mixed = (name: string, versions: readonly string[]): Warning => ({
  code: "mixed-versions",
  message: `${name} has several versions among the servers compared with: ${versions.join(", ")}.`,
  hint: "Bring them to one version first: what was tested is not what runs on the others.",
});
