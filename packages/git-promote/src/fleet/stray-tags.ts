import type { Oid, Ref } from "@signalbox/git";
import type { RepositoryView } from "./repository-view.js";

/** A tag on a commit that is not this repository's. `owner` null: none of the listed repositories has it. */
export interface StrayTag {
  readonly tag: Ref;
  readonly owner: RepositoryView | null;
}

/** Is a commit on a branch of this repository, and of its own history? */
export const isOwn = (view: RepositoryView, commit: Oid): boolean => view.own[view.history.placeOf(commit) ?? -1] === 1;

export const tagsOf = (view: RepositoryView): readonly Ref[] =>
  view.refs.filter(({ name }) => name.startsWith("refs/tags/"));

/** Two copies of one repository: the mainline of one is in the other. */
export function isSameProject(one: RepositoryView, other: RepositoryView): boolean {
  const headsOf = ({ components, history }: RepositoryView): readonly Oid[] =>
    components.flatMap(({ mainline }) => (mainline === null ? [] : [history.at(mainline.place).commit]));
  return headsOf(one).some((commit) => isOwn(other, commit)) || headsOf(other).some((commit) => isOwn(one, commit));
}

/** Decided by object ids: the tagged commit is on no branch here, and on a branch there. */
export function strayTags(view: RepositoryView, listed: readonly RepositoryView[]): readonly StrayTag[] {
  const others = listed.filter((other) => other !== view && !isSameProject(view, other));
  return tagsOf(view).flatMap((tag): StrayTag[] => {
    const place = view.history.placeOf(tag.commit);
    if (place === null || view.own[place] === 1) return [];
    const owner = others.find((other) => isOwn(other, tag.commit)) ?? null;
    return owner === null && view.related[place] === 1 ? [] : [{ tag, owner }];
  });
}

/** The repository without its stray tags: what they say about versions and branches is about another one. */
export function withoutStrays(view: RepositoryView, strays: readonly StrayTag[]): RepositoryView {
  const names = new Set(strays.map(({ tag }) => tag.name));
  const components = view.components.map((component) => ({
    ...component,
    releases: component.releases.filter(({ ref }) => !names.has(ref)),
  }));
  return { ...view, components };
}
