import { shortName } from "../../resolve-branch.js";
import type { RepositoryView } from "../../fleet/repository-view.js";
import { isOwn, isSameProject, type StrayTag, tagsOf } from "../../fleet/stray-tags.js";
import { finding, type Finding } from "../finding.js";

/** Tags on commits of another repository, or of none that is listed. */
export function strayFindings(strays: readonly StrayTag[]): readonly Finding[] {
  return strays.map(({ tag, owner }) => {
    const commit = tag.commit.slice(0, 9);
    return owner === null
      ? finding(
          "tag-unrelated-history",
          [tag.name],
          `${shortName(tag.name)} is on ${commit}, which has no commit in common with the branches of this repository.`,
        )
      : finding(
          "tag-foreign-commit",
          [tag.name],
          `${shortName(tag.name)} is on ${commit}, a commit of ${owner.name} and of no branch here.`,
        );
  });
}

/** Tags whose copy in another listed repository is on another commit of this one: one of them was moved. */
export function movedTags(view: RepositoryView, others: readonly RepositoryView[]): readonly Finding[] {
  const here = new Map(tagsOf(view).map((tag) => [tag.name, tag]));
  return others.flatMap((other) => {
    const isSame = isSameProject(view, other);
    return tagsOf(other).flatMap((copy): Finding[] => {
      const tag = here.get(copy.name);
      if (tag === undefined || tag.commit === copy.commit || !isOwn(view, copy.commit)) return [];
      if (!isSame && isOwn(other, copy.commit)) return [];
      const [now, then] = [tag.commit.slice(0, 9), copy.commit.slice(0, 9)];
      return [
        finding(
          "tag-moved",
          [tag.name],
          `${shortName(tag.name)} is on ${now} here, and on ${then} of this repository in ${other.name}.`,
        ),
      ];
    });
  });
}
