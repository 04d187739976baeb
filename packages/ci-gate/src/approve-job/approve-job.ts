import {
  callOptionsOf,
  type Context,
  defineOperation,
  type Outcome,
  type PerformContext,
} from "@signalbox/release-core";
import { type BuildLook, lookAtNewest } from "../builds/newest-builds.js";
import type { CiPorts } from "../builds/ports.js";
import { isStillPlanned } from "../builds/replan.js";
import { type Standing, writeOnce } from "../builds/write-once.js";
import { ciNotSeen } from "../errors.js";
import type { ApproveJob, ApproveResult } from "./action.js";
import { type ApproveInput, input } from "./input.js";
import { type ApproveFacts, plan } from "./plan.js";

async function inspect(given: ApproveInput, ports: CiPorts, context: Context): Promise<ApproveFacts> {
  const looks = await lookAtNewest(ports, given, callOptionsOf(context));
  return { now: context.now().toISOString(), looks };
}

/** Looks by planning again, so that everything which speaks against it is asked once more right before. */
function perform(
  action: ApproveJob,
  ports: CiPorts,
  context: PerformContext<ApproveInput>,
): Promise<Outcome<ApproveResult>> {
  const { repository, job, starts } = action;
  let found: BuildLook | undefined;
  const look = async (): Promise<Standing<ApproveResult>> => {
    const facts = await inspect(context.input, ports, context);
    found = facts.looks[0];
    const known = facts.looks.map(({ build }) => build.id);
    if (isStillPlanned(action, plan(context.input, facts))) return { is: "as-expected", known };
    const { id = action.build.id, url = null } = found?.build ?? {};
    return { is: "as-wished", result: { build: id, job: job.name, starts, url } };
  };
  const write = async (): Promise<null> => {
    const held = found?.jobs.find(({ id }) => id === job.id);
    if (found === undefined || held === undefined) return null;
    await ports.systemOf(repository).approve(repository, found.build, held, callOptionsOf(context));
    return null;
  };
  const notSeen = (waitedMs: number) =>
    ciNotSeen(`approve ${job.name}`, waitedMs, "Look at the build's page; when it still waits, run it again.");
  return writeOnce(action, { look, write, notSeen }, context);
}

/**
 * Approves the one held job of the newest build of exactly this commit, and says what that starts. Converged when it is
 * approved. Refused are builds that were started with something else than `expectParameters`, that are older than
 * `maxAgeMs`, or of which jobs before the approval did not pass.
 *
 * Problems: `ERR_CI_NO_BUILD`, `ERR_CI_SEVERAL_BUILDS`, `ERR_CI_BUILD_OTHER`, `ERR_CI_NO_JOB`, `ERR_CI_SEVERAL_JOBS`, `ERR_CI_NOT_HELD`,
 * `ERR_CI_PARAMETERS`, `ERR_CI_PARAMETERS_UNKNOWN`, `ERR_CI_JOBS_NOT_PASSED`, `ERR_CI_BUILD_OLD`. `apply` throws the same
 * when they came up later, and `ERR_CI_NOT_SEEN` when the job still waits after two minutes.
 */
export const approveJob = defineOperation<CiPorts, typeof input, ApproveFacts, ApproveJob, ApproveResult>({
  kind: "approve-job",
  input,
  inspect,
  plan,
  perform,
});
