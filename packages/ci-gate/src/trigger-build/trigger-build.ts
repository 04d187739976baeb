import {
  callOptionsOf,
  type Context,
  defineOperation,
  type Outcome,
  type PerformContext,
  planStale,
} from "@signalbox/release-core";
import type { TriggerPorts } from "../builds/build-ports.js";
import { queryOf } from "../builds/newest-builds.js";
import type { Build } from "../builds/ports.js";
import { isStillPlanned } from "../builds/replan.js";
import { type Standing, writeOnce } from "../builds/write-once.js";
import type { Intent } from "../builds/intent.js";
import { indistinct } from "../builds/problems.js";
import { ciNotSeen, ciProblem } from "../errors.js";
import type { TriggerBuild, TriggerResult } from "./action.js";
import { answersTo } from "./answers.js";
import { input, type TriggerInput } from "./input.js";
import { plan, refOf, type TriggerFacts } from "./plan.js";

async function inspect(
  given: TriggerInput,
  { systemOf, heads }: TriggerPorts,
  context: Context,
): Promise<TriggerFacts> {
  const options = callOptionsOf(context);
  const { repository } = given;
  const system = systemOf(repository);
  const [head, builds] = await Promise.all([
    heads.headOf(repository, refOf(given), options),
    system.listBuilds(repository, queryOf(given), options),
  ]);
  const [newest] = builds;
  const jobs = newest === undefined ? [] : await system.listJobs(repository, newest, options);
  return { now: context.now().toISOString(), head, builds, jobs };
}

function perform(
  action: TriggerBuild,
  ports: TriggerPorts,
  context: PerformContext<TriggerInput>,
): Promise<Outcome<TriggerResult>> {
  const { repository, ref, expectedHead, parameters } = action;
  const { input: given } = context;
  const { branch, tag, workflow } = given;
  const system = ports.systemOf(repository);
  const look = async (intent: Intent | null): Promise<Standing<TriggerResult>> => {
    const facts = await inspect(given, ports, context);
    const known = facts.builds.map(({ id }) => id);
    const [found, ...others] = answersTo(given, facts.builds, intent);
    // Whoever is told an id takes the parameters of that build for known. Where CI said which it is, nobody has to guess.
    const isTold = (intent?.request ?? null) !== null;
    const twin = others.find(({ name, parameters: told }) => !isTold && name === found?.name && told === null);
    if (found !== undefined && twin !== undefined) throw ciProblem(indistinct(given, [found, twin]));
    if (found !== undefined) return { is: "as-wished", result: resultOf(found) };
    // What was sent may still show; meanwhile the branch may go on.
    if (intent !== null) return { is: "as-expected", known };
    if (facts.head !== expectedHead) throw planStale(ref, expectedHead, facts.head);
    isStillPlanned(action, plan(given, facts));
    return { is: "as-expected", known };
  };
  const write = (): Promise<string | null> =>
    system.trigger(repository, { branch, tag, workflow, parameters }, callOptionsOf(context));
  const notSeen = async (waitedMs: number) => {
    const head = await ports.heads.headOf(repository, ref, callOptionsOf(context));
    const hint =
      head === expectedHead
        ? "Look at its page; when no build was begun, run it again."
        : `${ref} is at ${head?.slice(0, 10) ?? "nothing"} now: a build of that may have begun. Look at its page, and cancel it there.`;
    return ciNotSeen(`build ${ref} at ${expectedHead.slice(0, 10)}`, waitedMs, hint);
  };
  return writeOnce(action, { look, write, notSeen }, context);
}

const resultOf = ({ id, name, state, parameters, url, createdAt, request }: Build): TriggerResult => ({
  id,
  name,
  state,
  parameters,
  url,
  createdAt,
  request: request ?? null,
});

/**
 * Begins a build of a branch or tag that no push asked for, at exactly this commit. Converged while there is a build of the
 * commit on that branch or tag, made since `since`, with these parameters; whatever became of it.
 *
 * CircleCI, GitHub Actions and Travis tell nobody what a build was started with. There every build that was asked for by
 * hand since `since` counts, so `since` is the dedupe key: take the beginning of the release, and a branch of its own where
 * several flavours are built of one commit.
 *
 * Problems: `ERR_CI_HEAD_MOVED`, `ERR_CI_TIME_AHEAD`. `apply` throws `ERR_PLAN_STALE` when the branch has moved, and
 * `ERR_CI_NOT_SEEN` when nothing of it shows within two minutes, and `ERR_CI_SEVERAL_BUILDS` when somebody else began one at the
 * same time and CI's answer was lost, or names none (Travis): nobody can say which of both has these parameters.
 */
export const triggerBuild = defineOperation<TriggerPorts, typeof input, TriggerFacts, TriggerBuild, TriggerResult>({
  kind: "trigger-build",
  input,
  inspect,
  plan,
  perform,
});
