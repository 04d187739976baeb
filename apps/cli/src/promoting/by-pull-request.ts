import { openPullRequest } from "@signalbox/git-promote";
import type { Plan } from "@signalbox/release-core";
import type { Config } from "../config/load-config.js";
import { usage } from "../errors.js";
import type { NextChange } from "../operate.js";
import { isSet, list, text, type Session } from "../session.js";
import { openGitHub } from "../wiring/git-hub.js";
import { pullRequestsOf } from "../wiring/pull-requests.js";

/** What the pull request of a promotion is made of, besides what the promotion's plan says. */
export interface RequestWishes {
  readonly title?: string;
  readonly draft?: boolean;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
}

/** As much of a promotion's plan as a pull request needs. */
interface PromotionFacts {
  readonly names?: { readonly from: string; readonly to: string; readonly review: string } | null;
  readonly standing?: string;
  readonly review?: { readonly head: string | null } | null;
  readonly checklist?: readonly unknown[];
  readonly pins?: readonly unknown[];
}

/**
 * The pull request that follows a promotion, from its plan: the review branch will be at the planned merge. Null where
 * there is nothing to review. `owner`: of the fork that has the review branch.
 */
export function requestOf(plan: Plan, wishes: RequestWishes, owner: string | null): object | null {
  const { repository } = plan.input as { readonly repository: string };
  const { names, standing, review, checklist, pins } = plan.facts as PromotionFacts;
  if (names === null || names === undefined || (standing !== "open" && standing !== "awaiting")) return null;
  const pushed = (plan.actions[0] as { readonly oid?: string } | undefined)?.oid;
  return {
    repository,
    head: owner === null ? names.review : `${owner}:${names.review}`,
    base: names.to,
    commit: pushed ?? review?.head ?? null,
    ...(wishes.title === undefined ? { newTitle: `Promote ${names.from} to ${names.to}` } : { title: wishes.title }),
    ...(checklist !== undefined && { checklist }),
    ...(pins !== undefined && { pins }),
    ...(wishes.draft === true && { draft: true }),
    labels: wishes.labels,
    reviewers: wishes.reviewers,
  };
}

/** What `promote --pull-request` does after the promotion; undefined without the option. @throws ReleaseError `ERR_USAGE` */
export async function nextOf(session: Session, { pullRequests }: Config): Promise<NextChange | undefined> {
  if (!isSet(session, "pull-request")) {
    const given = ["reviewer", "label", "title", "draft"].find((name) => session.values[name] !== undefined);
    if (given === undefined) return undefined;
    throw usage(`--${given} is for a pull request.`, "Add --pull-request.");
  }
  if (isSet(session, "direct"))
    throw usage(
      "--direct pushes the branch itself, so there is nothing to review.",
      "Give --pull-request or --direct.",
    );
  const title = text(session, "title");
  const chosen = (name: string, configured: readonly string[] = []): readonly string[] => {
    const given = list(session, name);
    return given.length > 0 ? given : configured;
  };
  const wishes = {
    ...(title !== undefined && { title }),
    draft: isSet(session, "draft"),
    labels: chosen("label", pullRequests?.labels),
    reviewers: chosen("reviewer", pullRequests?.reviewers),
  };
  const fork = text(session, "review-repository");
  const owner = fork === undefined ? null : (await (await openGitHub(session)).locate(fork)).owner;
  return {
    operation: openPullRequest({ pullRequests: pullRequestsOf(session) }),
    targetOf: (plan) => {
      const input = requestOf(plan, wishes, owner);
      return input === null ? null : { repository: (input as { repository: string }).repository, input };
    },
  };
}
