import { releaseBody } from "../bodies/release.js";
import { htmlUrl } from "../bodies/repository.js";
import { includes } from "../http/access.js";
import { paged } from "../http/page.js";
import { notFound } from "../http/problem.js";
import {
  checkRelease,
  latestRelease,
  type ReleaseFields,
  type ReleaseRecord,
  releasesOf,
  storeRelease,
  visibleReleases,
} from "../state/releases.js";
import type { RestCall, RestHandlers } from "./rest-handler.js";

/** Releases, without their files. */
export const releases = {
  "repos/list-releases": (call) =>
    paged(call, visibleReleases(call.host, call.repository, call.user, call.asOf), (each) =>
      releaseBody(call.host, each),
    ),
  "repos/get-release": (call) => ({ status: 200, body: releaseBody(call.host, releaseOf(call)) }),
  "repos/get-release-by-tag": ({ host, repository, params }) => {
    // By its tag a draft is not found, whoever asks.
    const found = visibleReleases(host, repository, null).find(({ tagName }) => tagName === params.tag);
    if (found === undefined) throw notFound();
    return { status: 200, body: releaseBody(host, found) };
  },
  "repos/get-latest-release": ({ host, repository }) => {
    const found = latestRelease(host, repository);
    if (found === null) throw notFound();
    return { status: 200, body: releaseBody(host, found) };
  },
  "repos/create-release": async ({ host, repository, actor, body }) => {
    const now = host.now();
    const { tag_name: tagName, target_commitish: target = repository.defaultBranch, draft = false } = body;
    const { name = null, body: text = null, prerelease = false, make_latest: latest = "true" } = body;
    const fields: ReleaseFields = {
      repository,
      tagName,
      target,
      name,
      body: text,
      draft,
      prerelease,
      latestSince: draft || prerelease || latest === "false" ? null : host.state.next().sequence,
      author: actor,
      createdAt: now,
      publishedAt: draft ? null : now,
      updatedAt: now,
    };
    await checkRelease(host, actor, fields, null);
    const release = host.state.record("Release", fields);
    storeRelease(host, release);
    if (!draft) host.emit({ name: "release", action: "published", repository, actor, subject: release });
    return { status: 201, body: releaseBody(host, release), headers: { location: releaseUrlOf(host, release) } };
  },
  "repos/update-release": async (call) => {
    const { host, repository, actor, body } = call;
    const before = releaseOf(call);
    const now = host.now();
    const draft = body.draft ?? before.draft;
    const prerelease = body.prerelease ?? before.prerelease;
    const publishes = before.draft && !draft;
    const marks = !draft && !prerelease && (body.make_latest ?? (publishes ? "true" : "false")) !== "false";
    const wanted: ReleaseRecord = {
      ...before,
      tagName: body.tag_name ?? before.tagName,
      target: body.target_commitish ?? before.target,
      name: body.name ?? before.name,
      body: body.body ?? before.body,
      draft,
      prerelease,
      latestSince: marks ? host.state.next().sequence : before.latestSince,
      publishedAt: publishes ? now : before.publishedAt,
      updatedAt: now,
    };
    await checkRelease(host, actor, wanted, before);
    storeRelease(host, wanted);
    if (publishes) host.emit({ name: "release", action: "published", repository, actor, subject: wanted });
    return { status: 200, body: releaseBody(host, wanted) };
  },
  "repos/delete-release": (call) => {
    releasesOf(call.host, call.repository).delete(releaseOf(call).id);
    return { status: 204 };
  },
  "repos/generate-release-notes": {
    access: "write",
    handle: ({ host, repository, body }) => {
      const { tag_name: tag, previous_tag_name: previous } = body;
      const range = previous === undefined ? `commits/${tag}` : `compare/${previous}...${tag}`;
      return { status: 200, body: { name: tag, body: `**Full Changelog**: ${htmlUrl(host, repository)}/${range}` } };
    },
  },
  "repos/check-immutable-releases": { access: "admin", handle: () => Promise.reject(notFound()) },
} satisfies RestHandlers;

const releaseUrlOf = (host: RestCall["host"], release: ReleaseRecord): string =>
  String(releaseBody(host, release)["url"]);

/** The release of the path. @throws Problem 404 also for a draft of which the user may not know */
export function releaseOf({ host, repository, user, params }: RestCall): ReleaseRecord {
  const release = releasesOf(host, repository).get(Number(params["release_id"]));
  const mayPush = includes(host.state.permission(user, repository), "write");
  if (release === undefined || (release.draft && !mayPush)) throw notFound();
  return release;
}
