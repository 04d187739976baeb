import { compareVersions } from "@signalbox/git";
import { shortList } from "../../short-list.js";
import { finding, type Finding } from "../finding.js";
import type { ComponentView, PlacedBranch, PlacedTag, RepositoryView } from "../../fleet/repository-view.js";

/** The release branches of a tag's line: `16.2` for 16.2.5. Two spellings make two. */
type Homes = (tag: PlacedTag) => readonly PlacedBranch[];

/** The longest line wins: with branches `16` and `16.2`, 16.2.5 is at home on `16.2`. */
function homesIn(branches: readonly PlacedBranch[]): Homes {
  const byLine = new Map<string, PlacedBranch[]>();
  for (const branch of branches)
    byLine.set(branch.line.join("."), [...(byLine.get(branch.line.join(".")) ?? []), branch]);
  return ({ version: { major, minor, patch } }) =>
    byLine.get(`${major}.${minor}.${patch}`) ?? byLine.get(`${major}.${minor}`) ?? byLine.get(`${major}`) ?? [];
}

/** Tags on another branch than the release branch of their line. Where there is none, there is nothing to say. */
export function tagsOffBranch(
  { history }: RepositoryView,
  { mainline, onMainline, releases, releaseBranches }: ComponentView,
): readonly Finding[] {
  const homesOf = homesIn(releaseBranches);
  return releases.flatMap((tag): Finding[] => {
    const homes = homesOf(tag);
    const [home] = homes;
    if (home === undefined || homes.some((branch) => history.isAncestor(tag.place, branch.place))) return [];
    const found = releaseBranches.filter((branch) => history.isAncestor(tag.place, branch.place));
    const names = [
      ...found.map(({ branch }) => branch),
      ...(mainline !== null && onMainline[tag.place] === 1 ? [mainline.branch] : []),
    ];
    const where = names.length === 0 ? "on no branch of a release" : `on ${shortList(names, 3)}`;
    return [
      finding("tag-not-on-release-branch", [tag.ref, home.ref], `${tag.tag} is not on ${home.branch}; it is ${where}.`),
    ];
  });
}

/** Release branches that went on after their last tag. */
export function commitsAfterTag(
  { history }: RepositoryView,
  { releases, releaseBranches }: ComponentView,
): readonly Finding[] {
  const homesOf = homesIn(releaseBranches);
  return releaseBranches.flatMap((branch): Finding[] => {
    const last = releases
      .filter((tag) => homesOf(tag).includes(branch))
      .filter((tag) => history.isAncestor(tag.place, branch.place))
      .reduce<PlacedTag | null>((high, tag) => (high === null || isHigher(tag, high) ? tag : high), null);
    if (last === null || last.place === branch.place) return [];
    const after = history.beyond(branch.place, history.reach([last.place]));
    const changes = after.filter((place) => history.parentsOf(place).length < 2);
    if (changes.length === 0) return [];
    const newest = history.at(changes[0] as number).subject;
    const count = `${changes.length} ${changes.length === 1 ? "commit" : "commits"}`;
    return [
      finding(
        "commits-after-tag",
        [branch.ref, last.ref],
        `${branch.branch} has ${count} after ${last.tag}, the newest: ${JSON.stringify(newest)}.`,
      ),
    ];
  });
}

const isHigher = (one: PlacedTag, other: PlacedTag): boolean => compareVersions(one.version, other.version) > 0;
