import type { ReleasePorts } from "@signalbox/github-release";
import { parseVersion, tagNameOf } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import { releaseFileUnclear, releaseMissing } from "../errors.js";
import type { Deployable } from "./deployable.js";
import { versionInTag } from "./version-in-tag.js";

/** The file of a release that goes onto servers. */
export interface ReleaseFile {
  readonly version: string;
  readonly tag: string;
  readonly url: string;
  /** 64 hex digits; undefined where GitHub knows none. */
  readonly sha256: string | undefined;
  /** The address of the list that `sha256sum` wrote, where the configuration names one. */
  readonly checksums: string | undefined;
}

/**
 * The package among the files of a release: of this version or tag, or of the latest one.
 * @throws ReleaseError `ERR_RELEASE_MISSING`, `ERR_RELEASE_FILE` when none or several could be meant
 */
export async function releaseFileOf(
  { component, deploy }: Deployable,
  wanted: string | undefined,
  { releases }: Pick<ReleasePorts, "releases">,
  options: CallOptions,
): Promise<ReleaseFile> {
  const { repository, name } = component;
  const tag =
    wanted === undefined
      ? ((await releases.list(repository, options)).latest?.tag ?? null)
      : parseVersion(wanted) === null
        ? wanted
        : tagNameOf(wanted, component);
  const published = tag === null ? null : (await releases.find({ repository, tag }, options)).published;
  if (tag === null || published === null) throw releaseMissing(name, tag);
  const { assets } = await releases.read(repository, published.id, options);
  const version = versionInTag(tag, component);
  const asset = deploy.files?.find((file) => file.asset !== undefined)?.asset ?? deploy.asset;
  const isMeant = matcher(asset, { ...component.release?.values, version }, deploy.format);
  const meant = assets.filter((one) => one.isUploaded && isMeant(one.name));
  const [file, ...others] = meant;
  if (file === undefined || others.length > 0)
    throw releaseFileUnclear(
      name,
      tag,
      (meant.length === 0 ? assets : meant).map((asset) => asset.name),
    );
  const listName = component.release?.checksums?.replaceAll("{version}", version);
  const list = assets.find((asset) => asset.name === listName);
  return { version, tag, url: file.url, sha256: file.sha256 ?? undefined, checksums: list?.url };
}

/** By the pattern of the configuration, where an unknown place stands for any text; else by the ending. */
function matcher(
  pattern: string | undefined,
  values: Readonly<Record<string, string>>,
  format: "deb" | "rpm" | undefined,
): (name: string) => boolean {
  if (pattern === undefined) {
    const endings = format === undefined ? [".deb", ".rpm"] : [`.${format}`];
    return (name) => endings.some((ending) => name.endsWith(ending));
  }
  const escape = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}/]/g, "\\$&");
  const source = pattern
    .split(/(\{[A-Za-z][\w-]*\}|\*)/)
    .map((part, index) => {
      if (index % 2 === 0) return escape(part);
      const value = values[part.slice(1, -1)];
      return value === undefined ? "[^/]*" : escape(value);
    })
    .join("");
  const expression = new RegExp(`^${source}$`);
  return (name) => expression.test(name);
}
