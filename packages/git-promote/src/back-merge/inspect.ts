import type { GitRepository, Ref } from "@signalbox/git";
import { callOptionsOf, type CallOptions, type Context } from "@signalbox/release-core";
import { MAINLINE, targetName } from "../find-target.js";
import type { WritePorts } from "../ports.js";
import { findBranch, nearNames } from "../resolve-branch.js";
import { findMissing } from "../verify-containment/find-missing.js";
import { laterBranches } from "./choose-targets.js";
import type { BackMergeFacts, ChainBranch, DoneBranch } from "./facts.js";
import type { BackMergeInput } from "./input.js";
import { walkChain } from "./walk-chain.js";

/** Reads everything that the plan needs. Objects are made in Signalbox's own store only. */
export async function inspect(input: BackMergeInput, ports: WritePorts, context: Context): Promise<BackMergeFacts> {
  const options = callOptionsOf(context);
  const repository = await ports.repositories.open(input.repository, options);
  await repository.refresh(options);
  const refs = await repository.listRefs(options);
  const mainline = await mainlineOf(repository, refs, input, options);
  const chosen = await chooseTargets(repository, refs, { input, mainline }, options);
  const from = findBranch(refs, input.from);
  const isSkipped = from === null && input.whenMissing === "skip";
  const missing = (isSkipped ? [] : [...(from === null ? [input.from] : []), ...chosen.missing]).map((branch) =>
    branch === null ? { branch } : { branch, near: nearNames(refs, branch) },
  );
  const isLineUnknown = chosen.isLineUnknown && !isSkipped;
  const seen = { repository: repository.location, missing, isSkipped, isLineUnknown, done: chosen.done };
  if (from === null || missing.length > 0) return { ...seen, links: [] };
  const start = { ...from, branch: input.from, isMainline: false };
  return {
    ...seen,
    links: await walkChain(repository, refs, { start, targets: chosen.targets }, { input, ports, options }),
  };
}

/** The branch, its wanted name when it is not there, null when the remote names none. */
async function mainlineOf(
  repository: GitRepository,
  refs: readonly Ref[],
  { mainline }: BackMergeInput,
  options: CallOptions,
): Promise<ChainBranch | string | null> {
  const branch = await targetName(repository, refs, mainline ?? null, options);
  if (branch === null) return null;
  const found = findBranch(refs, branch);
  return found === null ? branch : { ...found, branch, isMainline: true };
}

interface ChosenTargets {
  readonly targets: readonly ChainBranch[];
  readonly missing: readonly (string | null)[];
  readonly isLineUnknown: boolean;
  readonly done: readonly DoneBranch[];
}

async function chooseTargets(
  repository: GitRepository,
  refs: readonly Ref[],
  { input, mainline }: { readonly input: BackMergeInput; readonly mainline: ChainBranch | string | null },
  options: CallOptions,
): Promise<ChosenTargets> {
  const isMissing = mainline === null || typeof mainline === "string";
  if (input.into !== undefined) return namedTargets(refs, input.into, mainline);
  const later = laterBranches(refs, input);
  const missing = isMissing ? [mainline] : [];
  if (later === null || isMissing) return { targets: [], missing, isLineUnknown: later === null, done: [] };
  const targets: ChainBranch[] = [];
  const done: DoneBranch[] = [];
  for (const { branch, ref, commit, isReleased } of later) {
    if (branch === mainline.branch) continue;
    const isDone = isReleased && (await hasAll(repository, { earlier: commit, later: mainline.commit }, options));
    if (isDone) done.push({ branch, why: `released, and ${mainline.branch} has all of it` });
    else targets.push({ branch, ref, commit, isMainline: false });
  }
  return { targets: [...targets, mainline], missing, isLineUnknown: false, done };
}

function namedTargets(
  refs: readonly Ref[],
  into: readonly string[],
  mainline: ChainBranch | string | null,
): ChosenTargets {
  const targets: ChainBranch[] = [];
  const missing: (string | null)[] = [];
  for (const branch of into) {
    const found = findBranch(refs, branch);
    const isMainline = typeof mainline === "object" && mainline?.branch === branch;
    if (found !== null) targets.push({ ...found, branch, isMainline });
    else if (branch === MAINLINE && typeof mainline === "object" && mainline !== null) targets.push(mainline);
    else missing.push(branch === MAINLINE && typeof mainline !== "object" ? mainline : branch);
  }
  return { targets, missing, isLineUnknown: false, done: [] };
}

async function hasAll(
  repository: GitRepository,
  sides: { readonly earlier: string; readonly later: string },
  options: CallOptions,
): Promise<boolean> {
  const { missing, limits } = await findMissing(repository, sides, options);
  return missing.length === 0 && limits.length === 0;
}
