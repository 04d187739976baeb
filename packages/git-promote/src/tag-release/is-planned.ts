import { shortName } from "../resolve-branch.js";
import type { PushTag } from "./action.js";
import type { StandingTag } from "./facts.js";

/**
 * True when the tag that is there is the planned one. An unsigned tag has its id in the plan. A signed one gets another
 * id each time it is signed, so everything that was signed must be the same, and it must carry a signature. Pure.
 */
export function isPlanned(action: PushTag, found: StandingTag): boolean {
  if (!action.signed) return found.oid === action.oid;
  const { object } = found;
  return (
    object !== null &&
    object.isSigned &&
    object.name === shortName(action.ref) &&
    object.commit === action.commit &&
    object.by?.email === action.by?.email &&
    object.at === action.at &&
    object.message.trimEnd() === (action.message ?? "").trimEnd()
  );
}
