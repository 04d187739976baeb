import { patternParts, type ReleaseState, repositoryName, sortReleaseTags, versionOf } from "@signalbox/git";
import type { RemoteCommit, RemoteHistory } from "@signalbox/github";
import { type CallOptions, isReleaseError, redactText } from "@signalbox/release-core";
import type { Change, Component, ComponentReport, ReportWarning } from "../../component.js";
import { mainlineMissing, repositoryEmpty, tagPatternInvalid } from "../../errors.js";
import { splitMuted } from "../mute.js";
import { releaseWarnings } from "../release-warnings.js";
import { wholePaths } from "../changes-of-paths.js";
import type { Asking } from "./asking.js";
import { chooseRemotely } from "./choose-remotely.js";
import { inGitOrder } from "./git-order.js";
import { lowerRemotely } from "./lower-remotely.js";
import { nearestRemotely } from "./nearest-remotely.js";

/** Reads one component without a clone. @throws ReleaseError what the history throws, `ERR_MAINLINE_MISSING`, `ERR_REPOSITORY_EMPTY`, `ERR_TAG_PATTERN_INVALID` */
export async function readRemoteComponent(
  history: RemoteHistory,
  component: Component,
  options: CallOptions,
): Promise<ComponentReport> {
  if (patternParts(component) === null)
    throw tagPatternInvalid(component.tagPattern ?? "", component.name ?? component.repository);
  try {
    return await readOnce(history, component, options);
  } catch (error) {
    // Somebody pushed between two questions: what is there now is as good.
    if (!isReleaseError(error) || error.code !== "ERR_HISTORY_MOVED") throw error;
    return await readOnce(history, component, options);
  }
}

async function readOnce(history: RemoteHistory, component: Component, options: CallOptions): Promise<ComponentReport> {
  const { repository: location, stream, mute = [], paths = [] } = component;
  const overview = await history.overview(location, { mainline: component.mainline }, options);
  if (overview.isEmpty) throw repositoryEmpty(redactText(location));
  const { mainline } = overview;
  if (mainline === null) throw mainlineMissing(component.mainline ?? null, redactText(location));
  const asking: Asking = {
    history,
    location,
    mainline,
    paths: wholePaths(paths),
    tags: new Map(overview.tags.map((tag) => [tag.name, tag])),
    options,
  };
  // By name, as git lists them.
  const byName = overview.tags.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const tags = sortReleaseTags(byName, component);
  const choice = await chooseRemotely(asking, tags.releases);
  const [nearest, lower] = await Promise.all([
    nearestRemotely(asking, choice, tags.releases),
    lowerRemotely(asking, choice, tags.releases),
  ]);

  const { latest, elsewhere, commits } = choice;
  const tips = [mainline.head.commit, ...tags.releases.map(({ commit }) => commit)];
  const unreleased = inGitOrder(commits, tips)
    .filter(({ commit, parents }) => parents.length < 2 && latest?.isReleased(commit) !== true)
    .reverse();
  const state: ReleaseState = {
    tags,
    latest,
    nearest: nearest ?? null,
    elsewhere,
    lower: lower ?? [],
    unreleased,
    patchesLeftOut: false,
  };
  const { listed, muted } = splitMuted(
    unreleased.filter(({ isTouching }) => isTouching),
    mute,
  );
  const undecided = [
    ...choice.undecided,
    ...(nearest === undefined ? ["which tag git describe names"] : []),
    ...(lower === undefined ? ["whether tags were made after a higher version, as some dates suggest"] : []),
    ...(overview.hasAllTags ? [] : [`what the tags besides the newest ${overview.tags.length} name`]),
  ];
  return {
    name: component.name ?? repositoryName(location),
    repository: redactText(location),
    mainline: mainline.name,
    latest: latest && {
      tag: latest.tag.tag,
      version: versionOf(latest.tag),
      commit: latest.commit.commit,
      date: latest.commit.date,
    },
    unreleased: listed.map(changeOf),
    warnings: [
      ...undecidedWarning(undecided),
      ...releaseWarnings({ state, mainline: mainline.name, stream, muted, listed: listed.length }),
    ],
  };
}

const undecidedWarning = (undecided: readonly string[]): readonly ReportWarning[] =>
  undecided.length === 0
    ? []
    : [
        {
          code: "undecided-without-clone",
          message: `Without a clone it is not known ${undecided.join("; nor ")}.`,
          hint: "Read it from a clone to be sure: `signalbox unreleased --clone`.",
        },
      ];

const changeOf = ({ commit, subject, author, date, pullRequest }: RemoteCommit): Change => ({
  commit,
  subject,
  author: author.name,
  date,
  ...(author.login === null ? {} : { login: author.login }),
  ...(pullRequest === null ? {} : { pullRequest }),
});
