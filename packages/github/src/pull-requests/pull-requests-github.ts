import type { CallOptions } from "@signalbox/release-core";
import type { GitHubClient } from "../client.js";
import { isUnknownResult } from "../errors.js";
import { mutate, query, write } from "../send.js";
import { type Locate, type Slug, slugOf } from "../slug.js";
import {
  pullRequestLengthFault,
  headMoved,
  isAlreadyOpen,
  mergeFailure,
  openFailure,
  updateFailure,
} from "./failures.js";
import { lackingIn } from "./lacking.js";
import { findPullRequest, readPullRequest } from "./look.js";
import type {
  MergedPullRequest,
  NewPullRequest,
  NumberedPullRequest,
  OpenedPullRequest,
  PullRequestChange,
  PullRequests,
  UnwantedBranch,
  WantedMerge,
} from "./port.js";
import { BRANCH, DELETE_BRANCH } from "./query.js";

/** Pull requests through an injected client. */
export function pullRequestsOn(
  client: GitHubClient,
  { locate = slugOf }: { readonly locate?: Locate } = {},
): PullRequests {
  const at = async (repository: string): Promise<Place> => ({ client, slug: await locate(repository) });
  return {
    find: async (wanted, options) => findPullRequest(await at(wanted.repository), wanted, options),
    read: async (wanted, options) => readPullRequest(await at(wanted.repository), wanted.number, options),
    open: async (wanted, options) => open(await at(wanted.repository), wanted, options),
    update: async (wanted, options) => update(await at(wanted.repository), wanted, options),
    merge: async (wanted, options) => merge(await at(wanted.repository), wanted, options),
    deleteBranch: async (wanted, options) => deleteBranch(await at(wanted.repository), wanted, options),
  };
}

/** A repository, and who is asked about it. */
export interface Place {
  readonly client: GitHubClient;
  readonly slug: Slug;
}

const PULLS = "/repos/{owner}/{repo}/pulls";

/** As much of GitHub's answer as is read. */
interface OpenedBody {
  readonly number: number;
  readonly html_url: string;
  readonly head: { readonly sha: string };
}

async function open(place: Place, wanted: NewPullRequest, options?: CallOptions): Promise<OpenedPullRequest> {
  const fault = pullRequestLengthFault(wanted);
  if (fault !== null) throw fault;
  const { title, body, head, base, isDraft = false } = wanted;
  try {
    const answer = await write(
      place.client,
      `POST ${PULLS}`,
      { ...place.slug, title, body, head, base, draft: isDraft },
      options,
    );
    const { number, html_url: url, head: at } = answer.data as OpenedBody;
    return { outcome: "done", number, url, headCommit: at.sha };
  } catch (error) {
    if (!isAlreadyOpen(error) && !isUnknownResult(error)) throw openFailure(error, wanted);
    const { pullRequest } = await findPullRequest(place, wanted, options);
    if (pullRequest?.state !== "open") throw error;
    const { number, url } = pullRequest;
    const outcome = isUnknownResult(error) ? "done" : "already";
    return { outcome, number, url, headCommit: pullRequest.head.commit };
  }
}

async function update(place: Place, wanted: PullRequestChange, options?: CallOptions): Promise<void> {
  const fault = pullRequestLengthFault(wanted);
  if (fault !== null) throw fault;
  const { number, title, body, base, state, labels = [], reviewers = [] } = wanted;
  const at = { ...place.slug, pull_number: number };
  const fields = { title, body, base, state };
  const send = async (route: string, parameters: object): Promise<void> => {
    try {
      await write(place.client, route, { ...at, ...parameters }, options);
    } catch (error) {
      if (isUnknownResult(error) && (await isAsWished(place, wanted, options))) return;
      throw updateFailure(error, nameOf(place, wanted));
    }
  };
  if (Object.values(fields).some((value) => value !== undefined)) await send(`PATCH ${PULLS}/{pull_number}`, fields);
  if (labels.length > 0)
    await send("POST /repos/{owner}/{repo}/issues/{issue_number}/labels", { issue_number: number, labels });
  if (reviewers.length > 0) {
    const teams = reviewers.filter((name) => name.includes("/")).map((name) => name.slice(name.indexOf("/") + 1));
    const people = reviewers.filter((name) => !name.includes("/"));
    await send(`POST ${PULLS}/{pull_number}/requested_reviewers`, { reviewers: people, team_reviewers: teams });
  }
}

/** Everything that is wished is there, so a write whose answer was lost has arrived. */
async function isAsWished(place: Place, wanted: PullRequestChange, options?: CallOptions): Promise<boolean> {
  const { pullRequest } = await readPullRequest(place, wanted.number, options);
  const { title, body, base, state } = wanted;
  const lacking = lackingIn(pullRequest, wanted);
  return (
    (title === undefined || title === pullRequest.title) &&
    (body === undefined || isSameText(body, pullRequest.body)) &&
    (base === undefined || base === pullRequest.base.branch) &&
    (state === undefined || state === pullRequest.state) &&
    lacking.labels.length === 0 &&
    lacking.reviewers.length === 0
  );
}

/** A form in a browser sends other line ends than we do. */
const isSameText = (one: string, other: string): boolean =>
  one.replaceAll("\r\n", "\n") === other.replaceAll("\r\n", "\n");

async function merge(place: Place, wanted: WantedMerge, options?: CallOptions): Promise<MergedPullRequest> {
  const { number, method, expectedHead, title, message } = wanted;
  const what = nameOf(place, wanted);
  try {
    const answer = await write(
      place.client,
      `PUT ${PULLS}/{pull_number}/merge`,
      {
        ...place.slug,
        pull_number: number,
        merge_method: method,
        sha: expectedHead,
        commit_title: title,
        commit_message: message,
      },
      options,
    );
    return { commit: (answer.data as { readonly sha: string }).sha };
  } catch (error) {
    if (!isUnknownResult(error)) throw mergeFailure(error, what, expectedHead);
    const { pullRequest } = await readPullRequest(place, number, options);
    if (pullRequest.mergeCommit === null || pullRequest.state !== "merged") throw error;
    return { commit: pullRequest.mergeCommit };
  }
}

interface BranchAnswer {
  readonly repository: {
    readonly id: string;
    readonly ref: { readonly target: { readonly oid: string } | null } | null;
  };
}

async function deleteBranch(
  place: Place,
  { branch, expected }: UnwantedBranch,
  options?: CallOptions,
): Promise<"done" | "already"> {
  const ref = `refs/heads/${branch}`;
  const look = async (): Promise<{ readonly id: string; readonly found: string | null }> => {
    const variables = { ...place.slug, ref };
    const answer = await query<BranchAnswer>(place.client, "BranchToDelete", { text: BRANCH, variables }, options);
    return { id: answer.repository.id, found: answer.repository.ref?.target?.oid ?? null };
  };
  const { id, found } = await look();
  if (found === null) return "already";
  if (found !== expected) throw headMoved(branch, expected, found);
  try {
    const variables = { repository: id, ref, before: expected, after: "0".repeat(40) };
    await mutate(place.client, "DeleteBranch", { text: DELETE_BRANCH, variables }, options);
    return "done";
  } catch (error) {
    const now = await look();
    if (now.found === null) return isUnknownResult(error) ? "done" : "already";
    throw now.found === expected ? error : headMoved(branch, expected, now.found, error);
  }
}

const nameOf = ({ slug }: Place, { number }: NumberedPullRequest): string => `${slug.owner}/${slug.repo}#${number}`;
