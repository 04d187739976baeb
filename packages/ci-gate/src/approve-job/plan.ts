import type { Draft, Problem } from "@signalbox/release-core";
import { startedBy } from "../builds/job-graph.js";
import type { BuildLook } from "../builds/newest-builds.js";
import { isProblem, theOne } from "../builds/problems.js";
import type { BuildJob } from "../builds/ports.js";
import { askedFor, listed, parametersText, titleOf } from "../builds/wording.js";
import type { ApproveJob } from "./action.js";
import type { ApproveInput } from "./input.js";
import {
  ageProblems,
  needProblems,
  otherBuild,
  parameterProblems,
  parameterWarnings,
  sinceProblems,
  theApproval,
} from "./objections.js";

export interface ApproveFacts {
  /** ISO time. */
  readonly now: string;
  readonly looks: readonly BuildLook[];
}

/** Facts → the approval to give, or why not. Pure. */
export function plan(given: ApproveInput, { now, looks }: ApproveFacts): Draft<ApproveJob> {
  const target = `${given.repository}: ${askedFor(given)}`;
  const look = theOne(given, looks);
  if (isProblem(look)) return { target, actions: [], problems: [look] };
  const facts = { build: look.build, jobs: look.jobs };
  const job = theApproval(given, look);
  if (isProblem(job)) return { target, actions: [], problems: [job], facts };
  const isGiven = job.state === "passed" || job.state === "running";
  const problems = [
    ...otherBuild(given, look),
    ...parameterProblems(given, look),
    ...sinceProblems(given, look),
    ...(isGiven ? [] : job.state === "held" ? [] : [notHeld(look, job)]),
    ...(isGiven ? [] : [...needProblems(given, look, job), ...ageProblems(given, look, new Date(now))]),
  ];
  const actions = isGiven || problems.length > 0 ? [] : [actionOf(given.repository, look, job)];
  return { target, actions, problems, warnings: parameterWarnings(given, look), facts };
}

function actionOf(repository: string, { build, jobs }: BuildLook, { id, name }: BuildJob): ApproveJob {
  const starts = startedBy(jobs, name);
  const with_ = build.parameters === null ? "" : parametersText(build.parameters);
  const effect =
    starts === null
      ? "starts what waits for it, which CI does not tell"
      : starts.length === 0
        ? "nothing waits for it alone"
        : `starts ${listed(starts)}`;
  return {
    type: "approve-job",
    summary: `Approve ${name} of ${titleOf(build)} at ${build.commit.slice(0, 10)}${with_ === "" ? "" : ` (${with_})`}: ${effect} (build ${build.id})`,
    repository,
    build: { id: build.id, attempt: build.attempt },
    job: { id, name },
    starts,
  };
}

const notHeld = ({ build }: BuildLook, { name, state }: BuildJob): Problem => ({
  code: "ERR_CI_NOT_HELD",
  message: `${name} of ${titleOf(build)} at ${build.commit.slice(0, 10)} does not wait for an approval (${state.replace("-", " ")}).`,
  hint:
    state === "queued"
      ? "Its turn has not come: wait for the jobs before it with the gate `build-passing`."
      : `Look at the build${build.url === null ? "" : ` (${build.url})`}; a new one asks again (\`signalbox ci rerun\`).`,
});
