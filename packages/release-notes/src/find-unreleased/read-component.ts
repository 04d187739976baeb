import {
  type Commit,
  type GitRepository,
  patternParts,
  readReleases,
  type Ref,
  type Repositories,
  versionOf,
} from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import type { Change, Component, ComponentReport } from "../component.js";
import { mainlineMissing, tagPatternInvalid } from "../errors.js";
import { changesOfPaths } from "./changes-of-paths.js";
import { splitMuted } from "./mute.js";
import { releaseWarnings } from "./release-warnings.js";

const HEADS = "refs/heads/";

/** Reads one component. @throws ReleaseError what the repository throws, `ERR_MAINLINE_MISSING`, `ERR_TAG_PATTERN_INVALID` */
export async function readComponent(
  repositories: Repositories,
  component: Component,
  options: CallOptions,
): Promise<ComponentReport> {
  const { tagPattern, stream, prereleases, mute = [], paths = [] } = component;
  if (patternParts({ tagPattern }) === null)
    throw tagPatternInvalid(tagPattern ?? "", component.name ?? component.repository);
  const repository = await repositories.open(component.repository, options);
  const name = component.name ?? repository.name;
  await repository.refresh(options);
  const refs = await repository.listRefs(options);
  const mainline = await findMainline(repository, refs, { wanted: component.mainline, options });
  const head = mainline.commit;
  const state = await readReleases(repository, { head, refs, tagPattern, stream, prereleases }, options);
  const touched = await changesOfPaths(repository, state.unreleased, paths, options);
  const { listed, muted } = splitMuted(touched, mute);
  const branch = mainline.name.slice(HEADS.length);
  return {
    name,
    repository: repository.location,
    mainline: branch,
    latest: state.latest && {
      tag: state.latest.tag.tag,
      version: versionOf(state.latest.tag),
      commit: state.latest.commit.commit,
      date: state.latest.commit.date,
    },
    unreleased: listed.map(changeOf),
    warnings: releaseWarnings({ state, mainline: branch, stream, muted, listed: listed.length }),
  };
}

interface Wanted {
  readonly wanted: string | undefined;
  readonly options: CallOptions;
}

async function findMainline(
  repository: GitRepository,
  refs: readonly Ref[],
  { wanted, options }: Wanted,
): Promise<Ref> {
  const full = wanted === undefined ? await repository.mainline(options) : `${HEADS}${wanted}`;
  const found = refs.find((ref) => ref.name === full);
  if (found === undefined) throw mainlineMissing(full?.slice(HEADS.length) ?? null, repository.location);
  return found;
}

const changeOf = ({ commit, subject, author, date }: Commit): Change => ({
  commit,
  subject,
  author: author.name,
  date,
});
