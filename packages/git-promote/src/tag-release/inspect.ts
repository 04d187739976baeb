import {
  type HistoryReader,
  type ObjectMaker,
  type Oid,
  readReleases,
  type Ref,
  sortReleaseTags,
} from "@signalbox/git";
import { callOptionsOf, type CallOptions, type Context } from "@signalbox/release-core";
import { isContained } from "../is-contained.js";
import type { WritePorts } from "../ports.js";
import { refsUpTo } from "../release-lines/refs-up-to.js";
import { releaseBranches } from "../release-lines/release-branches.js";
import { type BranchHead, findBranch, headOf, nearNames, shortName } from "../resolve-branch.js";
import { chooseBranch, ownBranchOf } from "./choose-branch.js";
import { chooseVersion, isCounted, type VersionChoice } from "./choose-version.js";
import type { SeenCommit, TagFacts } from "./facts.js";
import { findCommit, findForeign } from "./find-commit.js";
import type { TagInput } from "./input.js";
import { ownRefs } from "./own-numbers.js";
import { planTag } from "./plan-tag.js";
import { readStanding } from "./read-standing.js";

/** Reads everything that the plan needs, what it can while the remote is asked. */
export async function inspect(input: TagInput, ports: WritePorts, context: Context): Promise<TagFacts> {
  const options = callOptionsOf(context);
  const repository = await ports.repositories.open(input.repository, options);
  const mainline = async (): Promise<string | null> =>
    typeof input.mainline === "string" ? headOf(input.mainline) : repository.mainline(options);
  const call = { input, ports, location: repository.location, options };
  await repository.refresh({
    ...options,
    meanwhile: (known, local) => examine(local, { refs: known, named: likelyMainline(known) }, call),
  });
  const [refs, named] = await Promise.all([repository.listRefs(options), mainline()]);
  return examine(repository, { refs, named }, call);
}

/** Which branch is the mainline only the remote can say; until it does, this one is likely. */
const likelyMainline = (refs: readonly Ref[]): string | null =>
  refs.find(({ name }) => name === "refs/heads/main" || name === "refs/heads/master")?.name ?? null;

interface TagCall {
  readonly input: TagInput;
  readonly ports: WritePorts;
  /** Credentials removed. */
  readonly location: string;
  readonly options: CallOptions;
}

/** What follows from where the refs stand. `named`: the full name of the mainline. */
async function examine(
  repository: Questions,
  { refs, named }: { readonly refs: readonly Ref[]; readonly named: string | null },
  { input, ports, location, options }: TagCall,
): Promise<TagFacts> {
  const wanted = chooseBranch(input, refs, named === null ? null : shortName(named));
  const branch = wanted === null ? null : findBranch(refs, wanted);
  const place = { repository: location, branch, wanted, canSign: ports.signer !== undefined };
  if (branch === null) return { ...place, near: nearNames(refs, wanted ?? "main"), seen: null, problems: [] };
  const mainline = named === null ? null : findBranch(refs, shortName(named));
  const { commit, problem } = await findCommit(repository, input, branch, options);
  const [seen, foreign] = await Promise.all([
    commit === null ? null : look(repository, input, { refs, branch, mainline, commit, ports }, options),
    findForeign(repository, commit ?? input.commit ?? branch.commit, mainline, options),
  ]);
  return { ...place, near: [], seen, problems: [problem, foreign].filter((one) => one !== null) };
}

type Questions = HistoryReader & ObjectMaker;

interface Place {
  readonly refs: readonly Ref[];
  readonly branch: BranchHead;
  readonly mainline: BranchHead | null;
  readonly commit: Oid;
  readonly ports: WritePorts;
}

async function look(
  repository: Questions,
  input: TagInput,
  { refs, branch, mainline, commit, ports }: Place,
  options: CallOptions,
): Promise<SeenCommit> {
  const rules = { tagPattern: input.tagPattern, stream: input.stream, prereleases: true };
  const isMainline = branch.ref === mainline?.ref;
  const lines = releaseBranches(refs, input.releaseBranchPattern);
  const line = isMainline ? null : (lines.find(({ ref }) => ref === branch.ref)?.line ?? null);
  const tags = sortReleaseTags(refs, rules);
  const isOwn = input.publishesOnTag === true;
  const counted = isOwn ? ownRefs(refs, rules) : refsUpTo(refs, line, rules);
  const state = await readReleases(repository, { ...rules, head: commit, refs: counted, ahead: isMainline }, options);
  const latest = state.latest?.tag ?? null;
  const choice = chooseVersion(input, { releases: tags.releases, line, isMainline, latest });
  const counting = isOwn || isCounted(input.version) ? state.tags : tags;
  const releases = counting.releases.filter((tag) => tag.commit === commit);
  const isNothing = isCounted(input.version) && (releases.length > 0 || state.unreleased.length === 0);
  const standing =
    choice.tag === null
      ? null
      : await readStanding(repository, refs, { tag: choice.tag, head: branch.commit }, options);
  const own = ownBranchOf(choice, lines, branch);
  return {
    commit,
    tags,
    state,
    releases,
    choice,
    standing,
    isBranchName: choice.tag !== null && findBranch(refs, choice.tag) !== null,
    after: commit === branch.commit ? 0 : (await repository.listCommits([branch.commit], [commit], options)).length,
    ownBranch: own && { name: own.branch, contains: await isContained(repository, commit, own.commit, options) },
    isOffLine: own === null && isOffLine(choice, line, input),
    planned:
      isNothing || standing !== null || choice.tag === null
        ? null
        : await planTag(repository, input, { commit, choice, unreleased: state.unreleased, ports }, options),
  };
}

/** A version of another line than the release branch that is tagged; a component with numbers of its own has no lines. */
function isOffLine(choice: VersionChoice, line: readonly number[] | null, { publishesOnTag }: TagInput): boolean {
  if (choice.tag === null || line === null || publishesOnTag === true) return false;
  const { major, minor, patch } = choice.version;
  return !line.every((number, at) => [major, minor, patch][at] === number);
}
