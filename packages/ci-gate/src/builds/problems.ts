import type { Problem } from "@signalbox/release-core";
import type { BuildChoice, BuildLook } from "./newest-builds.js";
import type { Build } from "./ports.js";
import { askedFor, titleOf } from "./wording.js";

const noBuild = (choice: BuildChoice): Problem => ({
  code: "ERR_CI_NO_BUILD",
  message: `CI has no build of ${askedFor(choice)} in ${choice.repository}.`,
  hint: "Look whether it builds this branch or tag at all (filters, a skipped commit); `signalbox ci trigger` begins one.",
});

const severalBuilds = (choice: BuildChoice, looks: readonly BuildLook[]): Problem => ({
  code: "ERR_CI_SEVERAL_BUILDS",
  message: `CI has several builds of ${askedFor(choice)}: ${looks.map(({ build }) => titleOf(build)).join("; ")}.`,
  hint: "Say which one is meant: by `workflow`, and by `branch` or `tag`.",
});

/** Two that were asked for by hand at once: CI tells of neither what it was started with. */
export const indistinct = (choice: BuildChoice, builds: readonly Build[]): Problem => ({
  code: "ERR_CI_SEVERAL_BUILDS",
  message: `Several builds of ${askedFor(choice)} were asked for by hand, and CI does not tell with what: ${builds.map(({ id, cause, createdAt }) => `${id} (${cause}, ${createdAt})`).join("; ")}.`,
  hint: "Look at both, cancel what is not meant, and begin another one with a later `since`; or name the right one by its id.",
});

/** The one build that is meant, or why nobody can say which. Pure. */
export function theOne(choice: BuildChoice, looks: readonly BuildLook[]): BuildLook | Problem {
  const [only, second] = looks;
  if (only === undefined) return noBuild(choice);
  return second === undefined ? only : severalBuilds(choice, looks);
}

/** A time that is still to come: nothing would ever be late enough, and every plan would begin one more. Pure. */
export const timeAhead = (field: "after" | "since", time: string | undefined, now: string): readonly Problem[] =>
  time === undefined || Date.parse(time) <= Date.parse(now)
    ? []
    : [
        {
          code: "ERR_CI_TIME_AHEAD",
          message: `\`${field}\` is ${time}, and it is ${now}: no build would ever count.`,
          hint: "Name a time that is over, with its zone (`2026-03-02T09:00:00+05:30`); look at this machine's clock.",
        },
      ];

export const isProblem = (found: object): found is Problem => "code" in found;
