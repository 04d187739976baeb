import { formatVersion, readTagName } from "@signalbox/git";
import type { ReleaseAsset, StoredRelease } from "@signalbox/github";
import { type CallOptions, type Context, ReleaseError, callOptionsOf } from "@signalbox/release-core";
import { findWithAssets } from "../find-with-assets.js";
import type { ReleasePorts } from "../ports.js";
import { tagProblems } from "../problems.js";
import { parseChecksums } from "./checksums.js";
import type { AssetsInput } from "./input.js";
import { namePattern } from "./pattern.js";

export interface AssetsFacts {
  readonly release: StoredRelease | null;
  /** Ids, when there are several drafts and nothing is published. */
  readonly drafts: readonly number[];
  /** For the places of the patterns. */
  readonly values: Readonly<Record<string, string>>;
  /** Null: there is no checksums file, or none is there yet. */
  readonly checksums: { readonly name: string; readonly sums: readonly (readonly [string, string])[] } | null;
  /** sha256 by asset id, of what was downloaded since the host tells none. */
  readonly downloaded: readonly (readonly [number, string])[];
}

export async function inspect(
  given: AssetsInput,
  { releases, assets }: ReleasePorts,
  context: Context,
): Promise<AssetsFacts> {
  const options = callOptionsOf(context);
  const { repository, tag } = given;
  const values = { ...given.values, version: versionIn(given) };
  const { standing, release } = await findWithAssets(releases, { repository, tag }, options);
  const name = standing.repository.name;
  const present = (release?.assets ?? []).filter(({ isUploaded, size }) => isUploaded && size > 0);
  const list = given.checksums === undefined ? undefined : present.find(matching(given.checksums, values));
  const checksums =
    list === undefined
      ? null
      : { name: list.name, sums: [...parseChecksums(await assets.readText(name, list, options))] };
  const wanted = present.filter((asset) => given.assets.some((pattern) => matching(pattern, values)(asset)));
  const untold = given.download && checksums !== null ? wanted.filter(({ sha256 }) => sha256 === null) : [];
  return {
    release,
    drafts: release === null ? standing.drafts.map(({ id }) => id) : [],
    values,
    checksums,
    downloaded: await downloadEach(untold, (asset, call) => assets.readSha256(name, asset, call), options),
  };
}

/** One after the other: they may be large. */
async function downloadEach(
  wanted: readonly ReleaseAsset[],
  readSha256: (asset: ReleaseAsset, options: CallOptions) => Promise<string>,
  options: CallOptions,
): Promise<readonly (readonly [number, string])[]> {
  const sums: (readonly [number, string])[] = [];
  for (const asset of wanted) sums.push([asset.id, await readSha256(asset, options)]);
  return sums;
}

const matching = (pattern: string, values: Readonly<Record<string, string>>): ((asset: ReleaseAsset) => boolean) => {
  const names = namePattern(pattern, values);
  return ({ name }) => names.test(name);
};

function versionIn(given: AssetsInput): string {
  const reading = readTagName(given.tag, given);
  if ("version" in reading) return formatVersion(reading.version);
  const [problem] = tagProblems(given.tag, given);
  throw new ReleaseError({
    code: problem?.code ?? "ERR_TAG_MALFORMED",
    message: problem?.message ?? `${given.tag} names no version.`,
    hint: problem?.hint ?? "Correct the tag.",
    details: { tag: given.tag },
  });
}
