import { pullBody, reviewBody, simplePull } from "../bodies/pull.js";
import { simpleUser } from "../bodies/user.js";
import { includes } from "../http/access.js";
import { paged } from "../http/page.js";
import { forbidden, notFound, Problem, unprocessable, validationFailed } from "../http/problem.js";
import { editPull, openPull, requestReviews, reviewPull } from "../state/change-pull.js";
import { mergePull, updateBranch } from "../state/merge-pull.js";
import { changePull, type PullRecord, pullsOf, syncPulls } from "../state/pulls.js";
import type { RestCall, RestHandlers } from "./rest-handler.js";

/** The pull request of the path, after what git did meanwhile. @throws Problem 404 */
export async function pullOf(call: RestCall): Promise<PullRecord> {
  const { host, repository, params } = call;
  await syncPulls(host, repository);
  const pull = pullsOf(host, repository).get(Number(params.pull_number ?? params.issue_number));
  if (pull === undefined) throw notFound();
  return pull;
}

const EVENTS = { APPROVE: "APPROVED", REQUEST_CHANGES: "CHANGES_REQUESTED", COMMENT: "COMMENTED" } as const;

/** Pull requests and their reviews. Anybody who may read may open one and say what they think. */
export const pullArea = {
  "pulls/create": {
    access: "read",
    handle: async ({ host, repository, actor, body }) => {
      const { title, body: text, head, base, draft } = body;
      if (title === undefined)
        throw validationFailed({ resource: "PullRequest", field: "title", code: "missing_field" });
      const isDraft = draft === true;
      await syncPulls(host, repository);
      const pull = await openPull(host, repository, actor, { title, body: text ?? "", head, base, isDraft });
      return { status: 201, body: await pullBody(host, pull, actor) };
    },
  },
  "pulls/list": async (call) => {
    const { host, repository, query, user, asOf } = call;
    await syncPulls(host, repository);
    const { state = "open", head, base, sort = "created", direction } = query;
    const found = pullsOf(host, repository)
      .values(asOf)
      .filter(
        (pull) =>
          (state === "all" || (state === "open") === (pull.state === "open")) &&
          (base === undefined || pull.base === base) &&
          (head === undefined || head === `${pull.head.repository.owner}:${pull.head.branch}`),
      );
    const newestFirst = (direction ?? (sort === "created" ? "desc" : "asc")) === "desc";
    const sorted = newestFirst ? found.reverse() : found;
    return paged(call, sorted, (pull) => simplePull(host, pull, user));
  },
  "pulls/get": async (call) => {
    const pull = await pullOf(call);
    return { status: 200, body: await pullBody(call.host, pull, call.user ?? pull.author) };
  },
  "pulls/update": {
    access: "read",
    handle: async (call) => {
      const { host, actor, repository, body } = call;
      const found = await pullOf(call);
      if (found.author !== actor && !includes(host.state.permission(actor, repository), "write"))
        throw forbidden("Resource not accessible by personal access token");
      const { title, body: text, base, state } = body;
      const pull = await editPull(host, found, actor, { title, body: text, base, state });
      return { status: 200, body: await pullBody(host, pull, actor) };
    },
  },
  "pulls/merge": async (call) => {
    const { host, actor } = call;
    const body = call.body ?? {};
    const pull = await mergePull(host, await pullOf(call), actor, {
      method: body.merge_method ?? "merge",
      sha: body.sha,
      title: body.commit_title,
      message: body.commit_message,
    });
    return { status: 200, body: { sha: pull.mergeOid, merged: true, message: "Pull Request successfully merged" } };
  },
  "pulls/check-if-merged": async (call) => {
    if ((await pullOf(call)).state !== "merged") throw notFound();
    return { status: 204 };
  },
  "pulls/update-branch": async (call) => {
    const pull = await pullOf(call);
    const expected = (call.body ?? {}).expected_head_sha;
    if (expected !== undefined && expected !== pull.head.oid)
      throw unprocessable("expected head sha didn’t match current head ref.");
    await updateBranch(call.host, pull, call.actor);
    const url = `${call.host.urls.html}/${pull.repository.slug}/pull/${pull.number}`;
    return { status: 202, body: { message: "Updating pull request branch.", url } };
  },
  "pulls/list-reviews": async (call) => {
    const pull = await pullOf(call);
    return paged(call, pull.reviews, (review) => reviewBody(call.host, pull, review));
  },
  "pulls/create-review": {
    access: "read",
    handle: async (call) => {
      const { event, body: text = "", commit_id: oid } = call.body ?? {};
      if (event === undefined) throw new Problem(422, "Unprocessable Entity");
      const found = { state: EVENTS[event], body: text, ...(oid !== undefined && { oid }) };
      const { pull, review } = reviewPull(call.host, await pullOf(call), call.actor, found);
      return { status: 200, body: reviewBody(call.host, pull, review) };
    },
  },
  "pulls/dismiss-review": async (call) => {
    const { host, actor, params } = call;
    const pull = await pullOf(call);
    const review = pull.reviews.find(({ id }) => id === Number(params.review_id));
    if (review === undefined) throw notFound();
    const dismissed = { ...review, state: "DISMISSED" as const };
    const reviews = pull.reviews.map((each) => (each === review ? dismissed : each));
    const changed = changePull(host, pull, { reviews }, { action: "dismissed", actor });
    return { status: 200, body: reviewBody(host, changed, dismissed) };
  },
  "pulls/list-requested-reviewers": async (call) => {
    const { requested } = await pullOf(call);
    return { status: 200, body: { users: requested.map((user) => simpleUser(call.host, user)), teams: [] } };
  },
  "pulls/request-reviewers": async (call) => {
    const { host, actor } = call;
    const { reviewers = [], team_reviewers: teams = [] } = call.body ?? {};
    const pull = requestReviews(host, await pullOf(call), actor, { logins: reviewers, teams });
    return { status: 201, body: simplePull(host, pull, actor) };
  },
  "pulls/remove-requested-reviewers": async (call) => {
    const { host, actor, body } = call;
    const pull = await pullOf(call);
    const requested = pull.requested.filter(({ login }) => !body.reviewers.includes(login));
    const changed = changePull(host, pull, { requested }, { action: "review_request_removed", actor });
    return { status: 200, body: simplePull(host, changed, actor) };
  },
} satisfies RestHandlers;
