import { type GitRepository, isOid, type Oid } from "@signalbox/git";
import { type CallOptions, isReleaseError, type Problem } from "@signalbox/release-core";
import { isContained } from "../is-contained.js";
import { type BranchHead, shortName } from "../resolve-branch.js";
import type { TagInput } from "./input.js";

/** The commit to tag, and why it is the wrong one. Null where there is none such. */
export async function findCommit(
  repository: GitRepository,
  input: TagInput,
  { branch, mainline }: { branch: BranchHead; mainline: BranchHead | null },
  options: CallOptions,
): Promise<{ readonly commit: Oid | null; readonly problems: readonly Problem[] }> {
  const given = input.commit ?? branch.commit;
  const commit = isOid(given) ? given : await fullId(repository, given, branch, options);
  if (typeof commit !== "string") return { commit: null, problems: [commit] };
  const problems: Problem[] = [];
  const onBranch = await isContained(repository, commit, branch.commit, options);
  if (!onBranch) problems.push(notOnBranch(commit, shortName(branch.ref)));
  const foreign = mainline !== null && (await isForeign(repository, commit, mainline.commit, options));
  if (foreign) problems.push(commitForeign(commit, shortName(mainline.ref)));
  return { commit: onBranch ? commit : null, problems };
}

/** A shortened id is looked for on the branch only: nothing else may be tagged. */
async function fullId(
  repository: GitRepository,
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

/** Tags of avni-server were pushed into avni-webapp: such a commit shares nothing with the mainline. */
async function isForeign(
  repository: GitRepository,
  commit: Oid,
  mainline: Oid,
  options: CallOptions,
): Promise<boolean> {
  if (commit === mainline) return false;
  try {
    return (await repository.mergeBases(commit, mainline, options)).length === 0;
  } catch (error) {
    if (isReleaseError(error) && error.code === "ERR_OBJECT_MISSING") return true;
    throw error;
  }
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
