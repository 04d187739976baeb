import type { Equivalence, EquivalenceQuestion } from "../history/equivalence.js";
import { finding, type Finding, sortFindings } from "./finding.js";
import type { JudgedComponent, JudgedRepository } from "../fleet/judge-fleet.js";
import { type Lacks, lacksOf } from "../fleet/lacks.js";
import type { RepositoryView } from "../fleet/repository-view.js";
import { containment } from "./rules/containment.js";
import { nameFindings } from "./rules/names.js";
import { numberOrder, sharedCommits, twoSpellings } from "./rules/numbers.js";
import { commitsAfterTag, tagsOffBranch } from "./rules/placement.js";
import { missingVersions, versionGaps } from "./rules/versions.js";
import { movedTags, strayFindings } from "./rules/strays.js";

/** What is missing where in one repository, by component; the patches of it are still to be compared. */
export const lacksIn = ({ view, components }: JudgedRepository): readonly Lacks[] =>
  components.map((component) => lacksOf(view, component.view, component.oddTags));

/** Which changes have to be looked for under other ids, so that nothing is called missing that is there. */
export function equivalenceQuestion({ components }: JudgedRepository, lacks: readonly Lacks[]): EquivalenceQuestion {
  const all = lacks.flatMap(({ branches, tags, releases }) => [...branches, ...tags, ...releases]);
  return {
    commits: all.flatMap(({ lacking }) => lacking),
    heads: all.map(({ from }) => from),
    lines: components.flatMap(({ view: { mainline, onMainline } }) =>
      mainline === null ? [] : [{ head: mainline.place, marks: onMainline }],
    ),
  };
}

/** Every finding in one repository, gravest first. Pure. */
export function auditRepository(
  one: JudgedRepository,
  all: readonly JudgedRepository[],
  lacks: readonly Lacks[],
  equivalence: Equivalence,
): readonly Finding[] {
  const others = all.filter((other) => other !== one);
  const versioned = all.flatMap(({ components }) => components.map((component) => component.versioned));
  return sortFindings([
    ...strayFindings(one.strays),
    ...movedTags(
      one.view,
      others.map(({ view }) => view),
    ),
    ...nameFindings(one.view, [...new Set(one.components.flatMap((component) => partOf(component, others).mates))]),
    ...one.components.flatMap((component, index) => [
      ...aboutMainline(one.view, component),
      ...twoSpellings(one.view, component.view),
      ...sharedCommits(one.view, component.view),
      ...numberOrder(one.view, component, partOf(component, others).strangers),
      ...tagsOffBranch(one.view, component.view),
      ...commitsAfterTag(one.view, component.view),
      ...containment(one.view, component.view, lacks[index] ?? NOTHING, equivalence),
      ...versionGaps(component.versioned, versioned),
      ...missingVersions(component.versioned, versioned),
    ]),
    ...(equivalence.isKnown ? [] : [notCompared]),
  ]);
}

/** The other repositories: those that share their versions with the component, and those that have others. */
function partOf(
  { versioned: { line } }: JudgedComponent,
  others: readonly JudgedRepository[],
): { readonly mates: readonly RepositoryView[]; readonly strangers: readonly RepositoryView[] } {
  const isMate = ({ components }: JudgedRepository): boolean =>
    line !== null && components.some(({ versioned }) => versioned.line === line);
  const views = (some: readonly JudgedRepository[]): readonly RepositoryView[] => some.map(({ view }) => view);
  return { mates: views(others.filter(isMate)), strangers: views(others.filter((one) => !isMate(one))) };
}

const NOTHING: Lacks = { branches: [], tags: [], releases: [] };

const notCompared = finding(
  "patches-not-compared",
  [],
  "Patches could not be compared here: there are too many of them, or files are missing in this copy.",
);

function aboutMainline({ refs }: RepositoryView, { view }: JudgedComponent): readonly Finding[] {
  const { mainline, releases, component } = view;
  const unknown =
    component.mainline === undefined
      ? "The repository does not say which branch is its mainline."
      : `There is no branch ${component.mainline}, which is given as the mainline.`;
  const hasTags = refs.some(({ name }) => name.startsWith("refs/tags/"));
  return [
    ...(mainline === null ? [finding("mainline-unknown", [], unknown)] : []),
    ...(releases.length === 0
      ? [finding("no-release-tags", [], hasTags ? "None of the tags names a release." : "There are no tags.")]
      : []),
  ];
}
