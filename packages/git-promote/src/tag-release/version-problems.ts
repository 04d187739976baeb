import { formatVersion, parseVersion, patternParts, type ReleaseTag, type Version, versionOf } from "@signalbox/git";
import type { Problem } from "@signalbox/release-core";
import type { TagInput } from "./input.js";

export function versionInvalid({ version, tagPattern, stream }: TagInput): Problem {
  const doubled = /^v\.?(\d.*)$/i.exec(version)?.[1];
  const { before } = patternParts({ tagPattern, stream }) ?? { before: "" };
  const hint =
    doubled !== undefined && parseVersion(doubled) !== null
      ? `Write ${doubled}: the tag pattern adds the ${JSON.stringify(before)}, and the tag would be ${before}${version}.`
      : "Write three numbers as in 1.2.3, or next-patch, next-minor, next-major.";
  return { code: "ERR_VERSION_INVALID", message: `${JSON.stringify(version)} is no version.`, hint };
}

export const versionNotHigher = (version: Version, highest: ReleaseTag): Problem => ({
  code: "ERR_VERSION_NOT_HIGHER",
  message: `${formatVersion(version)} is not higher than the highest release ${versionOf(highest)} (${highest.tag}).`,
  hint: `Take a higher version, for example next-patch. If ${highest.tag} was mistyped, remove that tag first.`,
});

/** A number of the whole product would be published for ever: avni-models' CI runs `npm publish` on every `v*`. */
export const numberNotOwn = (version: Version, highest: ReleaseTag): Problem => ({
  code: "ERR_NUMBER_NOT_OWN",
  message: `${formatVersion(version)} is no number of this component's own line, which is at ${versionOf(highest)}, and its CI publishes what is tagged.`,
  hint: "Leave it out here, or tag its own next version with next-patch, next-minor or next-major.",
});
