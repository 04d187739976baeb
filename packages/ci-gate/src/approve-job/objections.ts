import type { Problem, Warning } from "@signalbox/release-core";
import { ageOf, isBegunSince } from "../builds/begun.js";
import type { BuildLook } from "../builds/newest-builds.js";
import { parameterDifferences, parametersOf } from "../builds/parameters.js";
import type { BuildJob } from "../builds/ports.js";
import { listed, spanText, titleOf } from "../builds/wording.js";
import { matchesName } from "../name-pattern.js";
import type { ApproveInput } from "./input.js";

/** What was started with something else than expected is not approved: it would be built as something else. Pure. */
export function parameterProblems(given: ApproveInput, { build }: BuildLook): readonly Problem[] {
  const found = parametersOf(build);
  if (found === null)
    return given.parametersUnknown === "accept" || given.build === build.id
      ? []
      : [
          {
            code: "ERR_CI_PARAMETERS_UNKNOWN",
            message: `${titleOf(build)} was made by no push (${build.cause}), and CI does not tell what it was started with.`,
            hint: "Name it by its id in `build`, as `trigger-build` told it; or look at it, and set `parametersUnknown` to accept.",
          },
        ];
  const differences = [...parameterDifferences(given.expectParameters, found)];
  if (differences.length === 0) return [];
  const isDefault = build.parameters === null;
  const told = differences.map(([name, line]) =>
    line.expected === null
      ? `${name} is ${line.found ?? ""}, which nobody expects`
      : `${name} is ${line.found ?? (isDefault ? "the default" : "not there")}, expected is ${line.expected}`,
  );
  return [
    {
      code: "ERR_CI_PARAMETERS",
      message: `${titleOf(build)} was started with other parameters: ${told.join("; ")}.`,
      hint: "Begin a build with the right ones (`signalbox ci trigger`), or name all that it was started with in `expectParameters`.",
    },
  ];
}

/** Accepted without a look at its parameters. Pure. */
export const parameterWarnings = (given: ApproveInput, { build }: BuildLook): readonly Warning[] =>
  parametersOf(build) === null && given.build !== build.id
    ? [
        {
          code: "parameters-unknown",
          message: `CI does not tell what ${titleOf(build)} was started with.`,
          hint: "Look at the build before it is approved.",
        },
      ]
    : [];

/** Jobs that have to have passed, by name or pattern, and did not. Pure. */
export function needProblems(given: ApproveInput, { build, jobs }: BuildLook, approval: BuildJob): readonly Problem[] {
  const wanted = [...(approval.needs ?? []), ...given.jobs];
  const lacking = wanted.filter((name) => !jobs.some((job) => matchesName(name, job.name)));
  const unready = jobs.filter(
    ({ name, state }) => state !== "passed" && wanted.some((pattern) => matchesName(pattern, name)),
  );
  if (lacking.length + unready.length === 0) return [];
  const told = [
    ...unready.map(({ name, state }) => `${name} (${state.replace("-", " ")})`),
    ...lacking.map((name) => `${name} (not there)`),
  ];
  return [
    {
      code: "ERR_CI_JOBS_NOT_PASSED",
      message: `${approval.name} of ${titleOf(build)} needs what did not pass: ${told.join(", ")}.`,
      hint: "Wait for it with the gate `build-passing` and `jobs`.",
    },
  ];
}

/** Of an earlier release: what was approved there is no approval of this one. One that is named by its id is meant. Pure. */
export const sinceProblems = ({ since, build }: ApproveInput, look: BuildLook): readonly Problem[] =>
  build === look.build.id || isBegunSince(look, since)
    ? []
    : [
        {
          code: "ERR_CI_BUILD_OLD",
          message: `${titleOf(look.build)} was begun at ${look.build.startedAt ?? look.build.createdAt}, before ${since ?? ""}.`,
          hint: "Begin a build for this release (`signalbox ci trigger` or `signalbox ci rerun`).",
        },
      ];

/** Pure. */
export function ageProblems({ maxAgeMs }: ApproveInput, look: BuildLook, now: Date): readonly Problem[] {
  const ageMs = ageOf(look, now) ?? 0;
  if (maxAgeMs === undefined || ageMs <= maxAgeMs) return [];
  return [
    {
      code: "ERR_CI_BUILD_OLD",
      message: `${titleOf(look.build)} was begun ${spanText(ageMs)} ago; at most ${spanText(maxAgeMs)} are allowed.`,
      hint: "What it kept for later jobs may be gone. Begin it again with `rerun-build` (`signalbox ci rerun`).",
    },
  ];
}

/** The newest build is another one than the one that is meant. Pure. */
export const otherBuild = ({ build: meant }: ApproveInput, { build }: BuildLook): readonly Problem[] =>
  meant === undefined || meant === build.id
    ? []
    : [
        {
          code: "ERR_CI_BUILD_OTHER",
          message: `The newest build of ${titleOf(build)} at ${build.commit.slice(0, 10)} is ${build.id}, not ${meant}.`,
          hint: "Look at who began it, and approve that one, or cancel it.",
        },
      ];

/** The one approval that is meant, or why nobody can say which. Pure. */
export function theApproval({ job }: ApproveInput, { build, jobs }: BuildLook): BuildJob | Problem {
  const patterns = typeof job === "string" ? [job] : job;
  const approvals = jobs.filter(({ kind }) => kind === "approval");
  const found = approvals.filter(({ name }) => patterns.some((pattern) => matchesName(pattern, name)));
  const [only, second] = found;
  if (only !== undefined && second === undefined) return only;
  if (only !== undefined)
    return {
      code: "ERR_CI_SEVERAL_JOBS",
      message: `${listed(patterns)} means several approvals of ${titleOf(build)}: ${listed(found.map(({ name }) => name))}.`,
      hint: "Name exactly one.",
    };
  return {
    code: "ERR_CI_NO_JOB",
    message: `${titleOf(build)} at ${build.commit.slice(0, 10)} has no approval ${listed(patterns)}.`,
    hint:
      approvals.length === 0
        ? "It has none at all. A tag's build often lacks those of its branch: name the branch."
        : `It has ${listed(approvals.map(({ name }) => name))}.`,
  };
}
