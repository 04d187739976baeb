import {
  type GitRepository,
  readReleases,
  type Ref,
  type ReleaseTag,
  sortReleaseTags,
  versionOf,
} from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import { changeOf } from "../compare-branches/comparison.js";
import type { ReadPorts } from "../ports.js";
import { compareLines, type Line, type ReleaseBranch, releaseBranches } from "../release-lines/release-branches.js";
import { refsUpTo } from "../release-lines/refs-up-to.js";
import { ownRefs } from "../tag-release/own-numbers.js";
import type { PatchComponent } from "./input.js";
import type { PatchState } from "./patch-release.js";

/** A repository with its release branches and releases. */
export interface OpenedComponent {
  readonly component: PatchComponent;
  readonly repository: GitRepository;
  readonly refs: readonly Ref[];
  readonly branches: readonly ReleaseBranch[];
  /** Those that count for the number of the product; none of a component with numbers of its own. */
  readonly releases: readonly ReleaseTag[];
}

export async function openComponent(
  ports: ReadPorts,
  component: PatchComponent,
  options: CallOptions,
): Promise<OpenedComponent> {
  const repository = await ports.repositories.open(component.repository, options);
  await repository.refresh(options);
  const refs = await repository.listRefs(options);
  const { releases } = sortReleaseTags(refs, { ...component, prereleases: true });
  return {
    component,
    repository,
    refs,
    branches: releaseBranches(refs, component.releaseBranchPattern),
    releases: component.publishesOnTag === true ? [] : releases,
  };
}

/** Where a repository stands on a line. */
export async function readLine(
  { component, repository, refs, branches }: OpenedComponent,
  line: Line | null,
  options: CallOptions,
): Promise<PatchState> {
  const { name = repository.name, tagPattern, stream } = component;
  const place = { name, repository: repository.location };
  const branch = branches.find((one) => line !== null && compareLines(one.line, line) === 0);
  if (branch === undefined) return { ...place, branch: null, head: null, latest: null, changes: [], isNeeded: false };
  const head = branch.commit;
  const rules = { tagPattern, stream, prereleases: true };
  const counted = component.publishesOnTag === true ? ownRefs(refs, rules) : refsUpTo(refs, line, rules);
  const state = await readReleases(repository, { ...rules, head, refs: counted, ahead: false }, options);
  const latest = state.latest?.tag ?? null;
  const isTagged = state.tags.releases.some(({ commit }) => commit === head);
  const changes = isTagged ? [] : state.unreleased.map(changeOf);
  return {
    ...place,
    branch: branch.branch,
    head,
    latest: latest && { tag: latest.tag, version: versionOf(latest), commit: latest.commit },
    changes,
    isNeeded: changes.length > 0,
  };
}
