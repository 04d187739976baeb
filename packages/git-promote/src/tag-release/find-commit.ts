import { type HistoryReader, isOid, type Oid } from "@signalbox/git";
import { type CallOptions, isReleaseError, type Problem } from "@signalbox/release-core";
import { isContained } from "../is-contained.js";
import { type BranchHead, shortName } from "../resolve-branch.js";
import type { TagInput } from "./input.js";

/** The commit to tag, or why it is the wrong one. */
export async function findCommit(
  repository: Pick<HistoryReader, "listCommits">,
  input: TagInput,
  branch: BranchHead,
  options: CallOptions,
): Promise<{ readonly commit: Oid | null; readonly problem: Problem | null }> {
  const given = input.commit ?? branch.commit;
  const commit = isOid(given) ? given : await fullId(repository, given, branch, options);
  if (typeof commit !== "string") return { commit: null, problem: commit };
  const onBranch = await isContained(repository, commit, branch.commit, options);
  return onBranch ? { commit, problem: null } : { commit: null, problem: notOnBranch(commit, shortName(branch.ref)) };
}

/**
 * Why a commit is not of this repository: tags of avni-server were pushed into avni-webapp, and such a commit shares
 * nothing with the mainline. A shortened id was looked for on the branch already.
 */
export async function findForeign(
  repository: Pick<HistoryReader, "mergeBases">,
  commit: string,
  mainline: BranchHead | null,
  options: CallOptions,
): Promise<Problem | null> {
  if (mainline === null || commit === mainline.commit || !isOid(commit)) return null;
  try {
    const shared = await repository.mergeBases(commit, mainline.commit, options);
    return shared.length > 0 ? null : commitForeign(commit, shortName(mainline.ref));
  } catch (error) {
    if (isReleaseError(error) && error.code === "ERR_OBJECT_MISSING")
      return commitForeign(commit, shortName(mainline.ref));
    throw error;
  }
}

/** A shortened id is looked for on the branch only: nothing else may be tagged. */
async function fullId(
  repository: Pick<HistoryReader, "listCommits">,
  prefix: string,
  branch: BranchHead,
  options: CallOptions,
): Promise<Oid | Problem> {
  const found = (await repository.listCommits([branch.commit], [], options)).filter(({ commit }) =>
    commit.startsWith(prefix),
  );
  const [first] = found;
  if (first === undefined) return notOnBranch(prefix, shortName(branch.ref));
  return found.length === 1
    ? first.commit
    : commitAmbiguous(
        prefix,
        found.map(({ commit }) => commit),
      );
}

const notOnBranch = (commit: string, branch: string): Problem => ({
  code: "ERR_COMMIT_NOT_ON_BRANCH",
  message: `${commit.slice(0, 10)} is not on ${branch}.`,
  hint: `Name a commit of ${branch}, or the branch that has it.`,
});

const commitForeign = (commit: string, mainline: string): Problem => ({
  code: "ERR_COMMIT_FOREIGN",
  message: `${commit.slice(0, 10)} shares no history with ${mainline}: it is not of this repository.`,
  hint: "Commits of another repository were pushed here, perhaps with their tags; see where they came from.",
});

const commitAmbiguous = (prefix: string, found: readonly Oid[]): Problem => ({
  code: "ERR_COMMIT_AMBIGUOUS",
  message: `${prefix} begins ${found.length} commits of the branch: ${found.slice(0, 3).join(", ")}.`,
  hint: "Give more digits.",
});
