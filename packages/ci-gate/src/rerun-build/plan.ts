import type { Draft, Problem, Warning } from "@signalbox/release-core";
import { begunMs, isYoung } from "../builds/begun.js";
import { isOver } from "../builds/is-over.js";
import { endsUnasked, givenApprovals, givenBeforeFailed } from "../builds/job-graph.js";
import type { BuildLook } from "../builds/newest-builds.js";
import { isProblem, theOne, timeAhead } from "../builds/problems.js";
import { askedFor, listed, minuteOf, titleOf } from "../builds/wording.js";
import { matchesName } from "../name-pattern.js";
import type { RerunBuild } from "./action.js";
import type { RerunInput } from "./input.js";

export interface RerunFacts {
  /** ISO time. */
  readonly now: string;
  readonly looks: readonly BuildLook[];
}

type Reason = "old" | "failed" | "cancelled" | "left out";

/** Facts → the build to begin again, or none. Pure. */
export function plan(given: RerunInput, { now, looks }: RerunFacts): Draft<RerunBuild> {
  const target = `${given.repository}: ${askedFor(given)}`;
  const ahead = timeAhead("after", given.after, now);
  if (ahead.length > 0) return { target, actions: [], problems: ahead };
  const look = theOne(given, looks);
  if (isProblem(look)) return { target, actions: [], problems: [look] };
  const { build, jobs } = look;
  const begun = begunMs(look);
  const facts = { build, begunAt: begun === null ? null : new Date(begun).toISOString(), jobs };
  const reason = reasonFor(given, look, new Date(now));
  if (reason === null) return { target, actions: [], facts };
  if (typeof reason === "object") return { target, actions: [], problems: [reason], facts };

  const from = reason === "failed" && given.fromFailed ? "failed" : "start";
  const problems = from === "failed" ? unaskedAgain(given, look) : [];
  const { id, attempt, state, startedAt } = build;
  const action: RerunBuild = {
    type: "rerun-build",
    summary: summaryOf(look, from, reason, begun),
    repository: given.repository,
    expected: { id, attempt, state, startedAt, approved: givenApprovals(jobs) },
    from,
  };
  return { target, actions: problems.length > 0 ? [] : [action], problems, warnings: warningsOf(look, from), facts };
}

/** Why it has to begin again; null when it has not, a problem when it cannot. */
function reasonFor(given: RerunInput, look: BuildLook, now: Date): Reason | Problem | null {
  const { build, jobs } = look;
  const isFine = isYoung(look, given, now);
  if (build.problem !== undefined) return unbegun(look, build.problem);
  if (build.state === "unknown") return unclear(look);
  if (build.state === "queued" || build.state === "running") return isFine ? null : underWay(look);
  // It has failed already, and others of its jobs run: what is begun again beside them would run twice at once.
  if (!isOver(build) && jobs.some(({ kind, state }) => kind === "job" && state === "running")) return stillRuns(look);
  if (!isFine) return "old";
  if (build.state === "not-run") return "left out";
  return build.state === "failed" || build.state === "cancelled" ? build.state : null;
}

function summaryOf({ build }: BuildLook, from: "start" | "failed", reason: Reason, begun: number | null): string {
  const which = `${titleOf(build)} at ${build.commit.slice(0, 10)}`;
  const why = reason === "old" ? `it began ${begun === null ? "earlier" : minuteOf(begun)}` : `it was ${reason}`;
  const what = from === "start" ? `Begin ${which} again from its start` : `Begin again what failed of ${which}`;
  return `${what} (${reason === "failed" ? "it failed" : why}; build ${build.id})`;
}

/** What was approved once runs again without a question where only a part is begun again. */
function unaskedAgain({ despiteApproved }: RerunInput, { build, jobs }: BuildLook): readonly Problem[] {
  return givenBeforeFailed(jobs)
    .filter(({ name }) => !despiteApproved.some((pattern) => matchesName(pattern, name)))
    .map((approval) => ({
      code: "ERR_CI_APPROVED",
      message: `${approval.name} of ${titleOf(build)} was approved: ${listed(approval.jobs)} would run again, and nobody would be asked.`,
      hint: `From its start (without \`fromFailed\`) approvals are asked for again. If it shall run again as it is, name ${approval.name} in \`despiteApproved\`.`,
    }));
}

function warningsOf({ build, jobs }: BuildLook, from: "start" | "failed"): readonly Warning[] {
  if (from === "failed") return [];
  const unasked = endsUnasked(jobs);
  const given = givenApprovals(jobs);
  return [
    ...(unasked.length === 0
      ? []
      : [
          {
            code: "runs-unasked",
            message: `${listed(unasked)} will run again without anybody's approval.`,
            hint: "If one of them deploys or publishes, it does so again.",
          },
        ]),
    ...(given.length === 0
      ? []
      : [
          {
            code: "approved-before",
            message: `${listed(given)} ${given.length === 1 ? "was" : "were"} approved in the build of ${titleOf(build)} that is there.`,
            hint: "The new build asks again; who approves it again runs what stands behind it again.",
          },
        ]),
  ];
}

const underWay = ({ build }: BuildLook): Problem => ({
  code: "ERR_CI_BUILD_RUNNING",
  message: `${titleOf(build)} at ${build.commit.slice(0, 10)} is ${build.state}, and was begun too early (${build.startedAt ?? build.createdAt}).`,
  hint: "Wait until it is over, or cancel it, and plan again.",
});

const stillRuns = ({ build, jobs }: BuildLook): Problem => ({
  code: "ERR_CI_BUILD_RUNNING",
  message: `${titleOf(build)} at ${build.commit.slice(0, 10)} is ${build.state}, and ${listed(jobs.filter(({ state }) => state === "running").map(({ name }) => name))} still runs.`,
  hint: "Wait until it is over, or cancel it, and plan again.",
});

const unbegun = ({ build }: BuildLook, problem: string): Problem => ({
  code: "ERR_CI_BUILD_BROKEN",
  message: `CI could not begin ${titleOf(build)} at ${build.commit.slice(0, 10)}: ${problem}.`,
  hint: "There is nothing to run again. Mend what it names; `signalbox ci trigger` begins a new build.",
});

const unclear = ({ build }: BuildLook): Problem => ({
  code: "ERR_CI_BUILD_STATE",
  message: `CI tells a state of ${titleOf(build)} at ${build.commit.slice(0, 10)} that is not known here.`,
  hint: `Look at the build${build.url === null ? "" : ` (${build.url})`}; report it with this text.`,
});
