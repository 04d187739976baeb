import { type CallOptions, fanOut } from "@signalbox/release-core";
import type { ReleasesWithoutEdit } from "./ports.js";
import { seeTracks } from "./publishing/see-tracks.js";
import type { Lifecycle, ReleaseStatus } from "./track.js";

/** What is on the tracks of one app. What Play does not show without an edit is null. */
export interface PlayStatus {
  readonly format: 1;
  readonly package: string;
  readonly tracks: readonly {
    readonly track: string;
    readonly releases: readonly StatusRelease[];
  }[];
}

export interface StatusRelease {
  readonly name: string | null;
  readonly versionCodes: readonly number[];
  /** Null where only an edit would tell. */
  readonly status: ReleaseStatus | null;
  readonly userFraction: number | null;
  readonly lifecycle: Lifecycle | null;
  readonly notes: Readonly<Record<string, string>> | null;
}

/** One of many: what is known, or why nothing is. */
export type StatusOf =
  { readonly package: string; readonly status: PlayStatus } | { readonly package: string; readonly error: unknown };

export interface PlayStatusRequest {
  readonly packages: readonly string[];
  /** Package → its closed tracks, besides the standard ones. */
  readonly tracks?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly concurrency?: number | undefined;
}

/** Looks at many apps at once, and opens no edit. One that cannot be asked has its error; the others are told. */
export async function playStatus(
  { releases }: { readonly releases: ReleasesWithoutEdit },
  { packages, tracks = {}, concurrency }: PlayStatusRequest,
  options: CallOptions = {},
): Promise<readonly StatusOf[]> {
  const settled = await fanOut(
    [...new Set(packages)],
    (name) => statusOf(releases, name, tracks[name] ?? [], options),
    {
      ...options,
      concurrency,
    },
  );
  options.signal?.throwIfAborted();
  return settled.map((line) => {
    if (line.status === "fulfilled") return { package: line.item, status: line.value };
    return { package: line.item, error: line.status === "rejected" ? line.error : null };
  });
}

async function statusOf(
  releases: ReleasesWithoutEdit,
  packageName: string,
  others: readonly string[],
  options: CallOptions,
): Promise<PlayStatus> {
  const tracks = await seeTracks(releases, packageName, others, options);
  return {
    format: 1,
    package: packageName,
    tracks: tracks.map((track) => ({
      track: track.name,
      releases: track.releases.map(({ name, versionCodes, lifecycle }) => ({
        name,
        versionCodes,
        status: lifecycle === "DRAFT" ? "draft" : null,
        userFraction: null,
        lifecycle,
        notes: null,
      })),
    })),
  };
}
