import { type GitRepository, type Oid, readReleases, type Ref, sortReleaseTags } from "@signalbox/git";
import type { CallOptions, Context } from "@signalbox/release-core";
import { callOptionsOf } from "../call-options-of.js";
import { isContained } from "../is-contained.js";
import type { WritePorts } from "../ports.js";
import { refsUpTo } from "../release-lines/refs-up-to.js";
import { releaseBranches } from "../release-lines/release-branches.js";
import { type BranchHead, findBranch, headOf, nearNames, shortName } from "../resolve-branch.js";
import { chooseBranch, ownBranchOf } from "./choose-branch.js";
import { chooseVersion, isCounted, type VersionChoice } from "./choose-version.js";
import type { SeenCommit, TagFacts } from "./facts.js";
import { findCommit } from "./find-commit.js";
import type { TagInput } from "./input.js";
import { ownRefs } from "./own-numbers.js";
import { planTag } from "./plan-tag.js";
import { readStanding } from "./read-standing.js";

export async function inspect(input: TagInput, ports: WritePorts, context: Context): Promise<TagFacts> {
  const options = callOptionsOf(context);
  const repository = await ports.repositories.open(input.repository, options);
  await repository.refresh(options);
  const refs = await repository.listRefs(options);
  const named = typeof input.mainline === "string" ? headOf(input.mainline) : await repository.mainline(options);
  const wanted = chooseBranch(input, refs, named === null ? null : shortName(named));
  const branch = wanted === null ? null : findBranch(refs, wanted);
  const place = { repository: repository.location, branch, wanted, canSign: ports.signer !== undefined };
  if (branch === null) return { ...place, near: nearNames(refs, wanted ?? "main"), seen: null, problems: [] };
  const mainline = named === null ? null : findBranch(refs, shortName(named));
  const { commit, problems } = await findCommit(repository, input, { branch, mainline }, options);
  const seen =
    commit === null ? null : await look(repository, input, { refs, branch, mainline, commit, ports }, options);
  return { ...place, near: [], seen, problems };
}

interface Place {
  readonly refs: readonly Ref[];
  readonly branch: BranchHead;
  readonly mainline: BranchHead | null;
  readonly commit: Oid;
  readonly ports: WritePorts;
}

async function look(
  repository: GitRepository,
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
        : await planTag(repository, input, { commit, choice, changes: state, ports }, options),
  };
}

/** A version of another line than the release branch that is tagged; a component with numbers of its own has no lines. */
function isOffLine(choice: VersionChoice, line: readonly number[] | null, { publishesOnTag }: TagInput): boolean {
  if (choice.tag === null || line === null || publishesOnTag === true) return false;
  const { major, minor, patch } = choice.version;
  return !line.every((number, at) => [major, minor, patch][at] === number);
}
