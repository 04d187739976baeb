import { groupByCommit, versionOf } from "@signalbox/git";
import { shortName } from "../../resolve-branch.js";
import { shortList } from "../../short-list.js";
import { finding, type Finding } from "../finding.js";
import { incompleteVersion } from "../../fleet/known-versions.js";
import type { OddNumber } from "../../fleet/odd-numbers.js";
import type { ComponentView, PlacedTag, RepositoryView } from "../../fleet/repository-view.js";

/** Two spellings of one release: `3.35.4` and `v3.35.4`, `16.2` and `v16.2.0`. */
export function twoSpellings(
  { refs, own, history }: RepositoryView,
  { releases }: Pick<ComponentView, "releases">,
): readonly Finding[] {
  const spellings = new Map<string, { readonly ref: string; readonly commit: string }[]>();
  const add = (version: string, tag: { readonly ref: string; readonly commit: string }): void =>
    void spellings.set(version, [...(spellings.get(version) ?? []), tag]);
  for (const tag of releases) add(versionOf(tag), tag);
  for (const { name, commit } of refs) {
    const version = incompleteVersion(name);
    const isOwn = own[history.placeOf(commit) ?? -1] === 1;
    if (version !== null && isOwn && spellings.has(version)) add(version, { ref: name, commit });
  }
  return [...spellings].flatMap(([version, tags]): Finding[] => {
    if (tags.length < 2) return [];
    const isOne = tags.every(({ commit }) => commit === tags[0]?.commit);
    const names = tags.map(({ ref, commit }) => `${shortName(ref)} on ${commit.slice(0, 9)}`);
    return [
      finding(
        "version-tagged-twice",
        tags.map(({ ref }) => ref),
        `${version} is tagged ${tags.length === 2 ? "twice" : `${tags.length} times`}: ${shortList(names)}.`,
        isOne ? { severity: "warning" } : {},
      ),
    ];
  });
}

/** Several versions on one commit. */
export function sharedCommits(_: RepositoryView, { releases }: ComponentView): readonly Finding[] {
  return [...groupByCommit(releases).entries()].flatMap(([commit, group]): Finding[] => {
    const tags = group as readonly PlacedTag[];
    if (new Set(tags.map(versionOf)).size < 2) return [];
    const names = shortList(tags.map(({ tag }) => tag));
    return [
      finding(
        "tags-share-commit",
        tags.map(({ ref }) => ref),
        `${tags.length} releases are the commit ${commit.slice(0, 9)}: ${names}.`,
      ),
    ];
  });
}

/** A component and its odd numbers. */
interface NumberedComponent {
  readonly view: ComponentView;
  readonly odd: readonly OddNumber[];
  readonly oddTags: ReadonlySet<PlacedTag>;
}

/** The tags whose numbers are out of order, and whose numbers they are instead. */
export function numberOrder(
  view: RepositoryView,
  { odd, oddTags, view: { component } }: NumberedComponent,
  strangers: readonly RepositoryView[],
): readonly Finding[] {
  return odd.map(({ tag, kind, beside }): Finding => {
    const where = kind === "lower" ? `comes after ${beside.tag}` : `is before ${beside.tag} in the history`;
    const home = strangers.find((other) => hasLineOf(other, tag));
    if (home === undefined || hasLineOf(view, tag, oddTags)) {
      const code = kind === "lower" ? "tag-lower-than-earlier" : "tag-higher-than-later";
      return finding(code, [tag.ref, beside.ref], `${tag.tag} ${where}.`);
    }
    const message = `${tag.tag} ${where}, and fits the versions of ${home.name}.`;
    return component.publishesOnTag === true
      ? finding("tag-foreign-number", [tag.ref], `${message} This tag published it.`, { severity: "error" })
      : finding("tag-foreign-number", [tag.ref], message);
  });
}

/** Has the repository a version of the same line, apart from some tags? */
function hasLineOf(view: RepositoryView, tag: PlacedTag, except: ReadonlySet<PlacedTag> = new Set()): boolean {
  const { major, minor } = tag.version;
  return view.components.some(({ releases }) =>
    releases.some((other) => other.version.major === major && other.version.minor === minor && !except.has(other)),
  );
}
