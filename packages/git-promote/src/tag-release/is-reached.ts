import type { SeenCommit } from "./facts.js";
import type { TagInput } from "./input.js";

/**
 * True when the named version is tagged as wished: on the commit itself or, where none was named, on an earlier commit
 * of the branch, while no higher version follows. So tagging many repositories goes on after a failure though somebody
 * has committed meanwhile. Pure.
 */
export function isReached(input: TagInput, { choice, standing, commit }: SeenCommit): boolean {
  if (standing === null || choice.tag === null) return false;
  if (standing.commit === commit) return true;
  return input.commit === undefined && choice.isNamed && standing.onBranch && choice.highest?.tag === choice.tag;
}
