import { compareVersions, type Ref, type ReleaseTag, sortReleaseTags, type TagRules } from "@signalbox/git";

/** So many versions of one major number are no accident. */
const NO_ACCIDENT = 3;

/**
 * The releases of a component's own number line, highest first. Where release numbers of a whole product were tagged
 * into a repository with versions of its own (avni-models has 587 tags up to v1.33 and one each of v3.40.0, v4.0.0,
 * v6.0.0 … v13.0.0), those are left out: a new major number that does not begin with `.0.0` after the one before it,
 * unless there are several versions of it. Pure.
 */
export function ownNumbers(releases: readonly ReleaseTag[]): readonly ReleaseTag[] {
  const counts = new Map<number, number>();
  for (const { version } of releases) counts.set(version.major, (counts.get(version.major) ?? 0) + 1);
  const own: ReleaseTag[] = [];
  for (const tag of [...releases].sort((a, b) => compareVersions(a.version, b.version))) {
    const { major, minor, patch } = tag.version;
    const before = own.at(-1)?.version.major ?? null;
    const follows = before === null || major === before || (major === before + 1 && minor === 0 && patch === 0);
    if (follows || (counts.get(major) ?? 0) >= NO_ACCIDENT) own.push(tag);
  }
  return own.reverse();
}

/** The refs without release numbers of another line than the component's own. Pure. */
export function ownRefs(refs: readonly Ref[], rules: TagRules): readonly Ref[] {
  const { releases } = sortReleaseTags(refs, { ...rules, prereleases: true });
  const own = new Set(ownNumbers(releases).map(({ tag }) => `refs/tags/${tag}`));
  const all = new Set(releases.map(({ tag }) => `refs/tags/${tag}`));
  return refs.filter(({ name }) => !all.has(name) || own.has(name));
}
