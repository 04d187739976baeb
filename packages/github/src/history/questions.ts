import type { Slug } from "../slug.js";
import type { Question } from "./compose-query.js";
import { FIRST_COMMITS, PAGE, peeled } from "./fragments.js";
import type { Oid } from "./port.js";

/**
 * A request has room for this much. Requests about many repositories are worked through in a row, so a small one is
 * answered sooner; twenty-one lists of tags or three comparisons were the fastest that ask seldom enough.
 */
export const WEIGHT_OF_REQUEST = 21;
const LIST = 1;
const COMPARISON = 7;

const TAGS = `refs(refPrefix: "refs/tags/", first: ${PAGE}, orderBy: {field: TAG_COMMIT_DATE, direction: DESC}`;

export const overviewQuestion = (slug: Slug, mainline: string | undefined): Question => ({
  ...slug,
  fields: `nameWithOwner isArchived isEmpty ${
    mainline === undefined ? "mainline: defaultBranchRef" : "mainline: ref(qualifiedName: $mainline)"
  } { name target { ...Commit } } tags: ${TAGS}) { ...Tags }`,
  variables: mainline === undefined ? {} : { mainline: ["String!", `refs/heads/${mainline}`] },
  fragments: ["Commit", "Tags"],
  weight: LIST,
});

export const moreTagsQuestion = (slug: Slug, after: string): Question => ({
  ...slug,
  fields: `tags: ${TAGS}, after: $after) { ...Tags }`,
  variables: { after: ["String!", after] },
  fragments: ["Tags"],
  weight: LIST,
});

export interface Compared {
  readonly ref: string;
  readonly head: Oid;
}

export const distanceQuestion = (slug: Slug, { ref, head }: Compared): Question => ({
  ...slug,
  fields: "ref(qualifiedName: $ref) { compare(headRef: $head) { aheadBy behindBy } }",
  variables: { ref: ["String!", ref], head: ["String!", head] },
  fragments: [],
  weight: COMPARISON,
});

export const rangeQuestion = (slug: Slug, { ref, head }: Compared, paths: readonly string[]): Question => {
  const asked = askedPaths(paths, head);
  return {
    ...slug,
    fields: `ref(qualifiedName: $ref) { ${peeled("Heads")} compare(headRef: $head) { aheadBy behindBy commits(first: ${FIRST_COMMITS}) { ${asked.list} } } } ...JustMerged ${asked.atHead}`,
    variables: { ref: ["String!", ref], head: ["String!", head], ...asked.variables },
    fragments: ["Heads", "Commit", "Brought", "JustMerged"],
    weight: COMPARISON,
  };
};

/** The commits of a comparison behind those that are there. */
export const moreCommitsQuestion = (slug: Slug, { ref, head }: Compared, page: Page): Question => {
  const asked = askedPaths(page.paths, head);
  return {
    ...slug,
    fields: `ref(qualifiedName: $ref) { compare(headRef: $head) { commits(first: ${PAGE}, after: $after) { ${asked.list} } } }`,
    variables: {
      ref: ["String!", ref],
      head: ["String!", head],
      after: ["String!", page.after],
      ...asked.pathVariables,
    },
    fragments: ["Commit", "Brought"],
    weight: COMPARISON,
  };
};

/** A page of the history of a commit; the first with `after: null`. */
export const historyQuestion = (slug: Slug, head: Oid, page: Page<string | null>): Question => {
  const asked = askedPaths(page.paths, head);
  return {
    ...slug,
    fields: `start: object(oid: $start) { ... on Commit { history(first: ${PAGE}, after: $after) { ${asked.list} } } } ...JustMerged ${asked.atHead}`,
    variables: { start: ["GitObjectID!", head], after: ["String", page.after], ...asked.variables },
    fragments: ["Commit", "Brought", "JustMerged"],
    weight: COMPARISON,
  };
};

export interface Page<After = string> {
  readonly after: After;
  readonly paths: readonly string[];
}

/** The name under which the entry of the path at an index is asked for. */
export const pathAlias = (index: number): string => `path${index}`;

/**
 * What stands at the asked paths, in a commit and in its first parent: different ids mean a change. `history(path:)`
 * would leave out what git simplifies away at a merge.
 */
function askedPaths(paths: readonly string[], head: Oid) {
  const entries = paths.map((_, index) => `${pathAlias(index)}: file(path: $path${index}) { oid }`).join(" ");
  const pathVariables = Object.fromEntries(paths.map((path, index) => [`path${index}`, ["String!", path]] as const));
  const ofParent = entries === "" ? "" : `${entries} parents(first: 30) { nodes { oid ${entries} } }`;
  return {
    list: `pageInfo { hasNextPage endCursor } nodes { ...Commit ...Brought ${ofParent} }`,
    atHead: entries === "" ? "" : `atHead: object(oid: $atHead) { ... on Commit { ${entries} } }`,
    pathVariables,
    variables: entries === "" ? {} : { ...pathVariables, atHead: ["GitObjectID!", head] as const },
  };
}
