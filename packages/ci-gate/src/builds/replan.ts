import { type Action, digestOf, type Draft, planStale, toJson } from "@signalbox/release-core";
import { ciProblem } from "../errors.js";

/**
 * Law 4: the plan that reality asks for now. True when it is this action again, false when nothing is left to do.
 * @throws ReleaseError `ERR_PLAN_STALE` when it is another action, and what it calls a problem
 */
export function isStillPlanned<A extends Action>(action: A, { target, actions, problems = [] }: Draft<A>): boolean {
  const [problem] = problems;
  if (problem !== undefined) throw ciProblem(problem);
  const [fresh] = actions;
  if (fresh === undefined) return false;
  const [expected, found] = [action, fresh].map((one) => toJson(one));
  if (digestOf(expected ?? null) !== digestOf(found ?? null)) throw planStale(target, expected ?? null, found ?? null);
  return true;
}
