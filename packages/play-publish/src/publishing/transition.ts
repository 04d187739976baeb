import type { Problem } from "@signalbox/release-core";
import type { ReleaseStatus, TrackRelease } from "../track.js";
import type { WantedRelease } from "./wanted-release.js";

/**
 * From which status a release may come to which. Source: androidpublisher v3, "Releases" and "Staged rollouts"; what is
 * out with everybody cannot be called back.
 */
const MAY_BECOME: Readonly<Record<ReleaseStatus, readonly ReleaseStatus[]>> = {
  draft: ["draft", "inProgress", "completed"],
  inProgress: ["inProgress", "halted", "completed"],
  halted: ["halted", "inProgress", "completed"],
  completed: ["completed"],
};

/** What forbids a release that is on the track to become as wanted. Pure. */
export function transitionProblems(release: TrackRelease, wanted: WantedRelease): readonly Problem[] {
  const { status, userFraction } = release;
  if (!MAY_BECOME[status].includes(wanted.status)) return [notAllowed(release, wanted.status)];
  const isLess = userFraction !== null && wanted.userFraction !== null && wanted.userFraction < userFraction;
  if (isLess && wanted.status !== "halted") return [fractionLowered(userFraction, wanted.userFraction ?? 0)];
  const isPriorityMoved =
    wanted.inAppUpdatePriority !== null && wanted.inAppUpdatePriority !== (release.inAppUpdatePriority ?? 0);
  return isPriorityMoved && status !== "draft" ? [priorityFixed()] : [];
}

const notAllowed = ({ versionCodes, status }: TrackRelease, wanted: ReleaseStatus): Problem => ({
  code: "ERR_PLAY_TRANSITION",
  message: `The release ${versionCodes.join(", ")} is ${status} and cannot become ${wanted}.`,
  hint:
    status === "completed"
      ? "It is with everybody, and Play takes nothing back: publish a higher version code with the repair."
      : "A draft is rolled out first; look at the track with `play status`.",
});

const fractionLowered = (from: number, to: number): Problem => ({
  code: "ERR_PLAY_FRACTION_LOWERED",
  message: `The share of users is ${from} and cannot be lowered to ${to}.`,
  hint: "Who has it keeps it: halt the rollout, or publish a higher version code.",
});

const priorityFixed = (): Problem => ({
  code: "ERR_PLAY_PRIORITY_FIXED",
  message: "The priority of in-app updates cannot be changed once a release is rolled out.",
  hint: "Leave it out; the next release may have another one.",
});
