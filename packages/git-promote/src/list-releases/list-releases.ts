import { type Oid, versionOf } from "@signalbox/git";
import { type CallOptions, parseInput } from "@signalbox/release-core";
import { releaseRequest, type ReleaseRequest } from "../fleet/component.js";
import { judgeFleet } from "../fleet/judge-fleet.js";
import { type ReadFailure, memberName, readFleet } from "../fleet/read-fleet.js";
import type { PlacedTag, RepositoryView } from "../fleet/repository-view.js";
import type { ReadPorts } from "../ports.js";
import { type Deviation, deviationOf } from "./deviation.js";
import { joinReleases, type JoinedRelease } from "./join-releases.js";

/** A tag that releases a version. */
export interface ListedRelease {
  readonly version: string;
  /** Without `refs/tags/`. */
  readonly tag: string;
  readonly commit: Oid;
  /** When the commit was made, ISO 8601 in UTC: a lightweight tag has no date of its own. */
  readonly date: string;
}

/** One component and its releases. */
export interface ComponentReleases {
  readonly name: string;
  /** Where it was read, credentials removed. */
  readonly repository: string;
  /** The word for the versions that it shares with others; null when they are its own. */
  readonly numbering: string | null;
  /** Highest version first. Tags on foreign commits and numbers out of order are left out; `auditRefs` tells them. */
  readonly releases: readonly ListedRelease[];
  /** How it differs from the product; null when it does not, or has versions of its own. */
  readonly deviation: Deviation | null;
  readonly error?: ReadFailure;
}

/** What `listReleases` answers. */
export interface ReleasesReport {
  readonly format: 1;
  /** The highest version of all components that share their versions, and who has it; null when there are none. */
  readonly product: { readonly version: string; readonly components: readonly string[] } | null;
  readonly components: readonly ComponentReleases[];
  /** The product's versions, highest first, and which components have no such version. */
  readonly releases: readonly JoinedRelease[];
}

/**
 * Lists the releases of many components, and joins them to those of the product: its version is the highest over all
 * components that share their versions. Only looks; a broken component has an `error` in its place.
 * @throws ReleaseError `ERR_INPUT_INVALID`; the abort reason of `options.signal`
 */
export async function listReleases(
  ports: ReadPorts,
  request: ReleaseRequest,
  options: CallOptions = {},
): Promise<ReleasesReport> {
  const parsed = parseInput("list-releases", releaseRequest, request);
  const members = await readFleet(ports, parsed, { ...options, kind: "list-releases" });
  const judged = new Map(judgeFleet(members.flatMap(({ view }) => view ?? [])).map((one) => [one.whole, one]));
  const read = members.flatMap((member): Omit<ComponentReleases, "deviation">[] => {
    const one = member.view === null ? undefined : judged.get(member.view);
    if (one === undefined)
      return [{ ...memberName(member), numbering: null, releases: [], ...(member.error && { error: member.error }) }];
    return one.components.map(({ view, oddTags, versioned }) => ({
      name: versioned.name,
      repository: one.view.repository,
      numbering: versioned.line,
      releases: releasesOf(
        one.view,
        view.releases.filter((tag) => !oddTags.has(tag)),
      ),
    }));
  });
  const line = commonest(read.flatMap(({ numbering }) => numbering ?? []));
  const joined = joinReleases(line === null ? [] : read.filter(({ numbering }) => numbering === line));
  const [highest] = joined;
  const product =
    highest === undefined ? null : { version: highest.version, components: highest.components.map(({ name }) => name) };
  const components = read.map((component): ComponentReleases => {
    const isPart = line !== null && component.numbering === line;
    return { ...component, deviation: isPart ? deviationOf(component.releases, joined) : null };
  });
  return { format: 1, product, components, releases: joined };
}

/** Highest first; of two spellings of one version the well-written one. */
function releasesOf({ history }: RepositoryView, tags: readonly PlacedTag[]): readonly ListedRelease[] {
  const byVersion = new Map(tags.map((tag) => [versionOf(tag), tag]));
  return [...byVersion].reverse().map(([version, { tag, commit, place }]) => ({
    version,
    tag,
    commit,
    date: new Date(history.at(place).committedAt * 1000).toISOString(),
  }));
}

function commonest(words: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
