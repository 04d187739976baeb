import type { AliasQuestion } from "../alias-query.js";
import { type Slug, slugText } from "../slug.js";
import {
  COMMIT_FRAGMENT,
  RELEASE_FRAGMENTS,
  type QueriedObject,
  type QueriedRelease,
  type QueriedRepository,
} from "./release-of.js";

/** Lookups are cheap, so a product of eleven components is one query; see `askByAlias` for what is too much. */
export const FIND = { name: "findReleases", fragments: RELEASE_FRAGMENTS + COMMIT_FRAGMENT, batchSize: 12 };
export const LIST = { name: "listReleases", fragments: RELEASE_FRAGMENTS, batchSize: 12 };

/** How far back drafts of the same tag are looked for: a draft that is older than 40 releases was forgotten. */
const NEWEST = 40;

export interface FoundReleases extends QueriedRepository {
  readonly tag: { readonly target: QueriedObject | null } | null;
  readonly release: QueriedRelease | null;
  readonly releases: { readonly nodes: readonly (QueriedRelease | null)[] | null };
  readonly latestRelease: Pick<QueriedRelease, "databaseId" | "tagName"> | null;
  readonly branch?: { readonly target: QueriedObject | null } | null;
  readonly commit?: QueriedObject | null;
}

/** `repository.release` also finds drafts for those who may push, and one of several; `releases` finds the others. */
export function findQuestion(slug: Slug, tag: string, target: string | undefined): AliasQuestion {
  const wanted =
    target === undefined
      ? ""
      : "branch: ref(qualifiedName: $5) { target { ...commitFields } } commit: object(expression: $6) { ...commitFields }";
  const field = `repository(owner: $1, name: $2) {
    ...repositoryFields
    tag: ref(qualifiedName: $3) { target { ...commitFields } }
    release(tagName: $4) { ...releaseFields description }
    releases(first: ${NEWEST}, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { ...releaseFields } }
    latestRelease { databaseId tagName }
    ${wanted}
  }`;
  const values = [slug.owner, slug.repo, `refs/tags/${tag}`, tag];
  // An expression could be anything that git reads; only a whole commit id is let through.
  const more = target === undefined ? [] : [`refs/heads/${target}`, isCommitId(target) ? target : ZEROS];
  return { label: slugText(slug), field, values: [...values, ...more] };
}

const ZEROS = "0".repeat(40);

const isCommitId = (text: string): boolean => /^[0-9a-f]{40}$/.test(text);

export interface ListedReleases extends QueriedRepository {
  readonly releases: { readonly totalCount: number; readonly nodes: readonly (QueriedRelease | null)[] | null };
  readonly latestRelease: Pick<QueriedRelease, "databaseId" | "tagName"> | null;
}

export const listQuestion = (slug: Slug): AliasQuestion => ({
  label: slugText(slug),
  field: `repository(owner: $1, name: $2) {
    ...repositoryFields
    releases(first: 100, orderBy: { field: CREATED_AT, direction: DESC }) { totalCount nodes { ...releaseFields } }
    latestRelease { databaseId tagName }
  }`,
  values: [slug.owner, slug.repo],
});
