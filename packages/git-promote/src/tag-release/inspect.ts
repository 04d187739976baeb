import {
  compareVersions,
  formatVersion,
  type Oid,
  readReleases,
  type Ref,
  type ReleaseState,
  type ReleaseTag,
} from "@signalbox/git";
import type { Context } from "@signalbox/release-core";
import { callOptionsOf } from "../call-options-of.js";
import type { WritePorts } from "../ports.js";
import { type BranchHead, findBranch, headOf, nearNames, shortName } from "../resolve-branch.js";
import { chooseVersion, type VersionChoice } from "./choose-version.js";
import type { TagInput } from "./input.js";

/** The tag as it would be pushed. */
export interface PlannedTag {
  readonly oid: Oid;
  readonly message: string | null;
  readonly at: number;
}

export interface TagFacts {
  readonly repository: string;
  /** Null when it is missing. */
  readonly branch: BranchHead | null;
  /** The name that was looked for, null when the remote names no mainline. */
  readonly wanted: string | null;
  readonly near: readonly string[];
  readonly state: ReleaseState | null;
  /** The release tag that the head carries already. */
  readonly atHead: ReleaseTag | null;
  /** Null when there is nothing to tag. */
  readonly choice: VersionChoice | null;
  readonly planned: PlannedTag | null;
}

export async function inspect(input: TagInput, ports: WritePorts, context: Context): Promise<TagFacts> {
  const options = callOptionsOf(context);
  const repository = await ports.repositories.open(input.repository, options);
  await repository.refresh(options);
  const [refs, mainline] = await Promise.all([repository.listRefs(options), repository.mainline(options)]);
  const full = input.branch === undefined ? mainline : headOf(input.branch);
  const wanted = full === null ? null : shortName(full);
  const branch = wanted === null ? null : findBranch(refs, wanted);
  const seen = { repository: repository.location, branch, wanted };
  if (branch === null) {
    return { ...seen, near: nearNames(refs, wanted ?? "main"), state: null, atHead: null, choice: null, planned: null };
  }
  const { tagPattern, stream } = input;
  const isMainline = branch.ref === mainline;
  const state = await readReleases(
    repository,
    { head: branch.commit, refs, tagPattern, stream, prereleases: true, ahead: isMainline },
    options,
  );
  const atHead = state.tags.releases.find(({ commit }) => commit === branch.commit) ?? null;
  const known = { ...seen, near: [], state, atHead };
  if (atHead !== null || state.unreleased.length === 0) return { ...known, choice: null, planned: null };

  const highest = highestFor(state, isMainline);
  const choice = chooseVersion(input, { highest, taken: namesOf(refs) });
  if ("problem" in choice) return { ...known, choice, planned: null };
  const [head] = await repository.listCommits([branch.commit], [], { ...options, limit: 1 });
  const at = head?.committedAt ?? 0;
  if (!input.annotated) return { ...known, choice, planned: { oid: branch.commit, message: null, at } };
  const message = `${input.message ?? messageOf(formatVersion(choice.version), state.unreleased.length)}\n`;
  const tag = { name: choice.tag, commit: branch.commit, message, by: ports.identity, at };
  return { ...known, choice, planned: { oid: await repository.makeTag(tag, options), message, at } };
}

/** On the mainline a version must be higher than every other; a release branch only looks at its own line. */
function highestFor(state: ReleaseState, isMainline: boolean): ReleaseTag | null {
  const latest = state.latest?.tag ?? null;
  const [highest] = state.tags.releases;
  if (!isMainline || highest === undefined) return latest;
  return latest === null || compareVersions(highest.version, latest.version) > 0 ? highest : latest;
}

const namesOf = (refs: readonly Ref[]): ReadonlySet<string> =>
  new Set(refs.filter(({ name }) => name.startsWith("refs/tags/")).map(({ name }) => shortName(name)));

const messageOf = (version: string, changes: number): string =>
  `Release ${version}\n\n${changes === 1 ? "1 change" : `${changes} changes`} since the release before.`;
