import {
  callOptionsOf,
  type Context,
  defineOperation,
  type Outcome,
  type PerformContext,
} from "@signalbox/release-core";
import { lookAtNewest } from "../builds/newest-builds.js";
import type { Build, CiPorts } from "../builds/ports.js";
import { isStillPlanned } from "../builds/replan.js";
import { type Standing, writeOnce } from "../builds/write-once.js";
import type { Intent } from "../builds/intent.js";
import { ciNotSeen } from "../errors.js";
import type { RerunBuild, RerunResult } from "./action.js";
import { input, type RerunInput } from "./input.js";
import { plan, type RerunFacts } from "./plan.js";

async function inspect(given: RerunInput, ports: CiPorts, context: Context): Promise<RerunFacts> {
  const looks = await lookAtNewest(ports, given, callOptionsOf(context));
  return { now: context.now().toISOString(), looks };
}

/** Looks by planning again: the plan names the newest build, its attempt and its state. */
function perform(
  action: RerunBuild,
  ports: CiPorts,
  context: PerformContext<RerunInput>,
): Promise<Outcome<RerunResult>> {
  const { repository, expected, from } = action;
  const system = ports.systemOf(repository);
  let found: Build | undefined;
  const look = async (intent: Intent | null): Promise<Standing<RerunResult>> => {
    const facts = await inspect(context.input, ports, context);
    found = facts.looks[0]?.build;
    // Ours, even where it failed at once: whether it shall begin once more is another plan.
    if (intent !== null && found !== undefined && facts.looks.length === 1 && hasBegunAgain(found, expected))
      return { is: "as-wished", result: resultOf(found, expected) };
    if (isStillPlanned(action, plan(context.input, facts))) return { is: "as-expected", known: [expected.id] };
    return { is: "as-wished", result: resultOf(found as Build, expected) };
  };
  const write = async (): Promise<null> => {
    await system.rerun(repository, found as Build, from, callOptionsOf(context));
    return null;
  };
  const notSeen = (waitedMs: number) =>
    ciNotSeen(`begin build ${expected.id} again`, waitedMs, "Look at its page; when nothing runs there, run it again.");
  return writeOnce(action, { look, write, notSeen }, context);
}

const NEVER = "1970-01-01T00:00:00Z";

/** A build of its own, a further attempt, or, where CI counts none, another beginning. */
const hasBegunAgain = (found: Build, expected: RerunBuild["expected"]): boolean =>
  found.id !== expected.id ||
  found.attempt > expected.attempt ||
  Date.parse(found.startedAt ?? NEVER) > Date.parse(expected.startedAt ?? NEVER) ||
  (expected.state !== "held" && (found.state === "queued" || found.state === "running"));

const resultOf = (found: Build, { startedAt: before }: RerunBuild["expected"]): RerunResult => {
  const { id, name, attempt, state, url, createdAt, startedAt } = found;
  const follows = before === null ? null : new Date(before).toISOString();
  return { id, name, attempt, state, url, createdAt, startedAt, follows };
};

/**
 * Begins the newest build of a commit again when it is too old, or did not pass. Converged while it is queued, runs, is
 * held or passed, and is young. `apply` ends when the new build is there; the gate `build-passing` waits for it to pass.
 *
 * Problems: `ERR_CI_NO_BUILD`, `ERR_CI_SEVERAL_BUILDS`, `ERR_CI_BUILD_RUNNING`, `ERR_CI_BUILD_STATE`,
 * `ERR_CI_BUILD_BROKEN`, `ERR_CI_APPROVED`, `ERR_CI_TIME_AHEAD`.
 * `apply` throws `ERR_CI_NOT_SEEN` when nothing of it shows within two minutes.
 */
export const rerunBuild = defineOperation<CiPorts, typeof input, RerunFacts, RerunBuild, RerunResult>({
  kind: "rerun-build",
  input,
  inspect,
  plan,
  perform,
});
