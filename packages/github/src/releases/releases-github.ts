import type { CallOptions } from "@signalbox/release-core";
import { type AliasQuestion, askByAlias } from "../alias-query.js";
import type { GitHubAnswer, GitHubClient } from "../client.js";
import { isNotFound } from "../errors.js";
import { gather } from "../gather.js";
import { readPages } from "../read-pages.js";
import { read, write } from "../send.js";
import { type Locate, type Slug, slugOf, slugText } from "../slug.js";
import { bodyOf } from "./release-body.js";
import type { Release, ReleaseQuestion, Releases, ReleaseStanding, TargetStanding } from "./port.js";
import {
  assetOf,
  commitOf,
  hostedRepositoryOf,
  listedReleaseOf,
  queriedReleaseOf,
  storedReleaseOf,
} from "./release-of.js";
import type { QueriedRelease, RestAsset, RestRelease } from "./release-of.js";
import { FIND, findQuestion, type FoundReleases, LIST, type ListedReleases, listQuestion } from "./release-queries.js";

export interface ReleasesOptions {
  /** Default: URLs and `owner/name`. */
  readonly locate?: Locate | undefined;
}

/** Releases of GitHub. Questions of operations that run side by side share queries. */
export function releasesOn(client: GitHubClient, { locate = slugOf }: ReleasesOptions = {}): Releases {
  const ask = <Answer>(query: typeof FIND): ((question: AliasQuestion, options: CallOptions) => Promise<Answer>) =>
    gather((questions, options) => askByAlias<Answer>(client, query, questions, options));
  const askFind = ask<FoundReleases>(FIND);
  const askList = ask<ListedReleases>(LIST);
  const readRelease = async (slug: Slug, id: number, options: CallOptions): Promise<RestRelease> =>
    (await read(client, "GET /repos/{owner}/{repo}/releases/{release_id}", { ...slug, release_id: id }, options))
      .data as RestRelease;

  return {
    find: async (question, options = {}) => {
      const slug = await locate(question.repository);
      const found = await askFind(findQuestion(slug, question.tag, question.target), options);
      const releases = await wholeReleases(found, question.tag, (id) => readRelease(slug, id, options));
      const target = await targetOf(client, slug, { found, question }, options);
      const repository = hostedRepositoryOf(found, slugText(slug));
      return { repository, ...standingOf(found, { tag: question.tag, releases, target }) };
    },
    list: async (repository, options = {}) => {
      const slug = await locate(repository);
      const found = await askList(listQuestion(slug), options);
      return {
        repository: hostedRepositoryOf(found, slugText(slug)),
        releases: presentIn(found.releases.nodes).map(listedReleaseOf),
        total: found.releases.totalCount,
        latest: latestOf(found),
      };
    },
    read: async (repository, id, options = {}) => {
      const slug = await locate(repository);
      const release = await readRelease(slug, id, options);
      const assets =
        release.assets.length < 100 ? release.assets : await readAssets(client, { ...slug, release_id: id }, options);
      return { ...storedReleaseOf(release), assets: assets.map(assetOf) };
    },
    create: async (repository, draft, options = {}) => {
      const body = { ...bodyOf(draft), draft: true };
      return answered(
        await write(client, "POST /repos/{owner}/{repo}/releases", { ...(await locate(repository)), ...body }, options),
      );
    },
    update: async (repository, id, changes, options = {}) => {
      const place = { ...(await locate(repository)), release_id: id };
      return answered(
        await write(
          client,
          "PATCH /repos/{owner}/{repo}/releases/{release_id}",
          { ...place, ...bodyOf(changes) },
          options,
        ),
      );
    },
    delete: async (repository, id, options = {}) => {
      const place = { ...(await locate(repository)), release_id: id };
      await fineWhenGone(write(client, "DELETE /repos/{owner}/{repo}/releases/{release_id}", place, options));
    },
  };
}

const answered = (answer: GitHubAnswer): ReturnType<typeof storedReleaseOf> =>
  storedReleaseOf(answer.data as RestRelease);

/** For what shall be gone. */
export async function fineWhenGone(deleting: Promise<unknown>): Promise<void> {
  try {
    await deleting;
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

/** Every page; the release itself carries a first part of them only, where there are very many. */
async function readAssets(client: GitHubClient, place: Asked, options: CallOptions): Promise<readonly RestAsset[]> {
  const route = "GET /repos/{owner}/{repo}/releases/{release_id}/assets";
  return (await readPages<RestAsset>(client, route, place, { ...options, what: "the files of a release" })).entries;
}

type Whole = Release & { readonly isLatest: boolean };

/** The releases of a tag with their notes. GitHub gives those of one; another is read by its id. */
async function wholeReleases(
  found: FoundReleases,
  tag: string,
  readOne: (id: number) => Promise<RestRelease>,
): Promise<readonly Whole[]> {
  const listed = presentIn(found.releases.nodes).filter(({ tagName }) => tagName === tag);
  const one = found.release?.tagName === tag ? found.release : null;
  const others = listed.filter(({ databaseId }) => databaseId !== one?.databaseId);
  const whole = await Promise.all(
    others.map(async ({ databaseId, isLatest }): Promise<Whole | null> => {
      try {
        return { ...storedReleaseOf(await readOne(databaseId ?? 0)), isLatest };
      } catch (error) {
        // Lists lag behind: it is gone by now.
        if (isNotFound(error)) return null;
        throw error;
      }
    }),
  );
  const first = one === null ? [] : [{ ...queriedReleaseOf(one), isLatest: one.isLatest }];
  return [...first, ...whole.filter((release) => release !== null)].sort((a, b) => a.id - b.id);
}

function standingOf(
  found: FoundReleases,
  {
    tag,
    releases,
    target,
  }: { readonly tag: string; readonly releases: readonly Whole[]; readonly target: TargetStanding | null },
): Omit<ReleaseStanding, "repository"> {
  const drafts = releases.filter(({ isDraft }) => isDraft).map(({ isLatest: _, ...draft }) => draft);
  return {
    tag,
    tagCommit: commitOf(found.tag?.target),
    published: releases.find(({ isDraft }) => !isDraft) ?? null,
    drafts,
    latest: latestOf(found),
    target,
  };
}

/** A branch that went on after its tag still has it; that takes one more question. */
async function targetOf(
  client: GitHubClient,
  slug: Slug,
  { found, question }: { readonly found: FoundReleases; readonly question: ReleaseQuestion },
  options: CallOptions,
): Promise<TargetStanding | null> {
  const { target: name } = question;
  if (name === undefined) return null;
  const tagged = commitOf(found.tag?.target);
  const branch = commitOf(found.branch?.target);
  const commit = branch ?? commitOf(found.commit);
  if (tagged === null || commit === null) return { name, commit, hasTag: null };
  if (tagged === commit || branch === null) return { name, commit, hasTag: tagged === commit };
  const asked = { ...slug, basehead: `${tagged}...${commit}`, per_page: 1 };
  return { name, commit, hasTag: await isAhead(client, asked, options) };
}

/** Commits that share no history are not found. */
async function isAhead(client: GitHubClient, asked: Asked, options: CallOptions): Promise<boolean> {
  try {
    const answer = await read(client, "GET /repos/{owner}/{repo}/compare/{basehead}", asked, options);
    const { status } = answer.data as { readonly status: string };
    return status === "ahead" || status === "identical";
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

type Asked = Readonly<Record<string, unknown>>;

const presentIn = (nodes: readonly (QueriedRelease | null)[] | null): readonly QueriedRelease[] =>
  (nodes ?? []).filter((node) => node !== null);

const latestOf = ({ latestRelease }: Pick<FoundReleases, "latestRelease">): ReleaseStanding["latest"] =>
  latestRelease === null ? null : { id: latestRelease.databaseId ?? 0, tag: latestRelease.tagName };
