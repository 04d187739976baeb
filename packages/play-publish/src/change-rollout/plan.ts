import type { Draft, Problem } from "@signalbox/release-core";
import type { PutRelease } from "../publishing/action.js";
import { afterPut } from "../publishing/after-put.js";
import { findSeen, isOnItsWay, newestSeen, seenAs } from "../publishing/seen.js";
import { audienceOf } from "../publishing/wanted-of.js";
import type { WantedRelease } from "../publishing/wanted-release.js";
import type { SeenRelease } from "../track.js";
import type { RolloutInput } from "./change-rollout.js";

export interface RolloutFacts {
  readonly seen: readonly SeenRelease[];
}

/** Facts → the release with another share, or why not. Pure. */
export function plan(given: RolloutInput, { seen }: RolloutFacts): Draft<PutRelease> {
  const { packageName, track, to, supersede, cancelReview } = given;
  const found = given.versionCodes === null ? newestSeen(seen) : findSeen(seen, given.versionCodes);
  const versionCodes = [...(found?.versionCodes ?? given.versionCodes ?? [])].sort((one, other) => one - other);
  const wanted: WantedRelease = { ...wantedBy(to), versionCodes, name: null, notes: null, inAppUpdatePriority: null };
  const problems = problemsOf(found, given, seen);
  return {
    target: `${packageName}: ${track}`,
    actions:
      problems.length > 0
        ? []
        : [
            {
              type: "put-release",
              summary: `${verbOf(to)} ${versionCodes.join(", ")} on ${track} of ${packageName}: ${audienceOf(wanted)}`,
              packageName,
              track,
              ...wanted,
              artifacts: [],
              symbols: [],
              carryFrom: null,
              before: seenAs(seen),
              after: afterPut(seen, wanted),
              isSeenWithoutEdit: false,
              supersede,
              cancelReview,
            },
          ],
    problems,
    facts: { [track]: [...seen] },
  };
}

function wantedBy(to: RolloutInput["to"]): Pick<WantedRelease, "status" | "userFraction"> {
  if (typeof to === "object") return { status: "inProgress", userFraction: to.fraction };
  const status = { halt: "halted", resume: "inProgress", complete: "completed" } as const;
  return { status: status[to], userFraction: null };
}

const verbOf = (to: RolloutInput["to"]): string =>
  typeof to === "object" ? "Roll out" : { halt: "Halt", resume: "Resume", complete: "Complete" }[to];

function problemsOf(
  found: SeenRelease | null,
  { track, versionCodes }: RolloutInput,
  seen: readonly SeenRelease[],
): readonly Problem[] {
  if (found === null) {
    const there = seen.filter(isOnItsWay).map((release) => release.versionCodes.join(", "));
    return [
      {
        code: "ERR_PLAY_RELEASE_MISSING",
        message: `${track} has no release${versionCodes === null ? "" : ` ${versionCodes.join(", ")}`}.`,
        hint: there.length === 0 ? "Upload or promote one first." : `It has ${there.join(" and ")}.`,
      },
    ];
  }
  if (isOnItsWay(found)) return [];
  return [
    {
      code: "ERR_PLAY_DRAFT",
      message: `${found.versionCodes.join(", ")} is not rolled out on ${track} (${found.lifecycle ?? "unknown state"}).`,
      hint: "Upload or promote it with a share of users first.",
    },
  ];
}
