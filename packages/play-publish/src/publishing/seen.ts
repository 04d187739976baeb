import type { Problem, Warning } from "@signalbox/release-core";
import type { SeenRelease } from "../track.js";
import { sameCodes } from "./wanted-release.js";

/** What a plan knows of a release: no share, no status, since that would need an edit. A type: only that is JSON. */
export type Seen = {
  readonly name: string | null;
  readonly versionCodes: readonly number[];
};

/** True for what is out, or on its way: not a draft, and not refused by a review. */
export const isOnItsWay = ({ lifecycle }: SeenRelease): boolean =>
  lifecycle !== "DRAFT" && lifecycle !== "NOT_APPROVED";

export const findSeen = (releases: readonly SeenRelease[], versionCodes: readonly number[]): SeenRelease | null =>
  releases.find((release) => sameCodes(release.versionCodes, versionCodes)) ?? null;

/** The one with the highest version code among those that are on their way. */
export const newestSeen = (releases: readonly SeenRelease[]): SeenRelease | null =>
  releases.filter(isOnItsWay).sort((one, other) => highest(other) - highest(one))[0] ?? null;

const highest = ({ versionCodes }: SeenRelease): number => Math.max(0, ...versionCodes);

/** As it stands in a plan: in one order, so that two looks at the same track give one digest. */
export const seenAs = (releases: readonly SeenRelease[]): readonly Seen[] =>
  releases
    .map(({ name, versionCodes }) => ({ name, versionCodes: [...versionCodes].sort((one, other) => one - other) }))
    .sort((one, other) => (one.versionCodes[0] ?? 0) - (other.versionCodes[0] ?? 0));

/**
 * Two others that are out at once: one of them is a rollout that is not complete, though nothing tells which. A new
 * release would end it.
 */
export function rolloutProblems(
  releases: readonly SeenRelease[],
  versionCodes: readonly number[],
  supersede: boolean,
): readonly Problem[] {
  const others = releases.filter(
    ({ lifecycle, versionCodes: codes }) => lifecycle === "PUBLISHED" && !sameCodes(codes, versionCodes),
  );
  if (supersede || others.length < 2) return [];
  return [
    {
      code: "ERR_PLAY_SUPERSEDES",
      message: `${others.map((other) => other.versionCodes.join(", ")).join(" and ")} are on the track at once, so a rollout runs there or is halted; this would end it.`,
      hint: "Complete that rollout first, or say `supersede` where it shall end.",
    },
  ];
}

/** What is there, and goes no further by itself. */
export const consoleWarnings = ({ versionCodes, lifecycle }: SeenRelease, track: string): readonly Warning[] =>
  lifecycle === "NOT_SENT_FOR_REVIEW"
    ? [
        {
          code: "needs-console",
          message: `${versionCodes.join(", ")} on ${track} was not sent for review: users do not get it.`,
          hint: "Open the Console, Publishing overview, and send it; Play wants a person to do that.",
        },
      ]
    : [];

/** A lower code than one that is out: nobody would get it. */
export function lowCodeProblems(
  tracks: readonly { readonly name: string; readonly releases: readonly SeenRelease[] }[],
  versionCodes: readonly number[],
): readonly Problem[] {
  const all = tracks.flatMap(({ name, releases }) =>
    releases.filter(isOnItsWay).flatMap((release) => release.versionCodes.map((code) => ({ name, code }))),
  );
  const top = all.sort((one, other) => other.code - one.code)[0];
  const lowest = Math.min(...versionCodes);
  if (top === undefined || lowest > top.code) return [];
  return [
    {
      code: "ERR_PLAY_CODE_LOW",
      message: `The version code ${lowest} is not higher than ${top.code}, which is on ${top.name}.`,
      hint: `Play takes a code once and never goes back: build again with ${top.code + 1} or above, or promote what is there.`,
    },
  ];
}
