import { htmlUrl } from "../bodies/repository.js";
import { associationOf } from "../bodies/pull.js";
import { type CommitRecord, readCommit } from "../git/commits.js";
import { rangeOf } from "../git/ranges.js";
import { readRef } from "../git/refs.js";
import type { Host } from "../host.js";
import { isConflicting, mergeState } from "../state/mergeability.js";
import { opinions, type PullRecord, pullsOf, type ReviewRecord, syncPulls } from "../state/pulls.js";
import type { RepositoryRecord, UserRecord } from "../state/records.js";
import { ownerSource } from "./actors.js";
import { connection, type PageArguments } from "./connection.js";
import { refSource } from "./git-sources.js";
import { GraphqlProblem } from "./graphql-problem.js";
import type { Resolvers } from "./resolver.js";

interface PullsArguments extends PageArguments {
  readonly states?: readonly string[] | null;
  readonly headRefName?: string | null;
  readonly baseRefName?: string | null;
  readonly labels?: readonly string[] | null;
  readonly orderBy?: { readonly field: string; readonly direction: "ASC" | "DESC" } | null;
}

const reviewerSource = (each: UserRecord | string): object =>
  typeof each === "string" ? { __typename: "Team", combinedSlug: each, name: each.split("/")[1] } : each;

const stateOf = ({ state }: PullRecord): string => state.toUpperCase();

const refOf = async (repository: RepositoryRecord, branch: string): Promise<object | null> => {
  const ref = `refs/heads/${branch}`;
  const oid = await readRef(repository.path, ref);
  return oid === null ? null : refSource(repository, { ref, oid });
};

function wanted(pulls: readonly PullRecord[], args: PullsArguments): PullRecord[] {
  const { states, headRefName, baseRefName, labels } = args;
  const found = pulls.filter(
    (pull) =>
      (states?.includes(stateOf(pull)) ?? true) &&
      (headRefName ?? pull.head.branch) === pull.head.branch &&
      (baseRefName ?? pull.base) === pull.base &&
      (labels ? pull.labels.some(({ name }) => labels.includes(name)) : true),
  );
  const { field = "CREATED_AT", direction = "ASC" } = args.orderBy ?? {};
  const timeOf = (pull: PullRecord): number =>
    (field === "UPDATED_AT" ? pull.updatedAt : pull.createdAt).getTime() * 1000 + pull.number;
  return found.sort((one, other) => (timeOf(one) - timeOf(other)) * (direction === "DESC" ? -1 : 1));
}

/** True when a commit came with the pull request, or is what its merge made. */
async function brings(host: Host, pull: PullRecord, oid: string): Promise<boolean> {
  if (pull.mergeOid === oid) return true;
  const { ahead } = await rangeOf(host, pull.repository, pull.baseOid, pull.head.oid);
  return ahead.includes(oid);
}

export const pullFields: Resolvers = {
  Repository: {
    pullRequests: async (repository: RepositoryRecord, args: PullsArguments, { host, asOf }) => {
      await syncPulls(host, repository);
      return connection(wanted(pullsOf(host, repository).values(asOf), args), args, "pullRequests");
    },
    pullRequest: async (repository: RepositoryRecord, { number }: { number: number }, { host }) => {
      await syncPulls(host, repository);
      const pull = pullsOf(host, repository).get(number);
      if (pull !== undefined) return pull;
      const text = `Could not resolve to a PullRequest with the number of ${number}.`;
      throw new GraphqlProblem("NOT_FOUND", text);
    },
  },
  Commit: {
    associatedPullRequests: async ({ repository, oid }: CommitRecord, args: PullsArguments, { host, asOf }) => {
      await syncPulls(host, repository);
      const pulls = pullsOf(host, repository).values(asOf);
      const brought = await Promise.all(pulls.map((pull) => brings(host, pull, oid)));
      return connection(
        wanted(
          pulls.filter((_, index) => brought[index]),
          args,
        ),
        args,
        "associatedPullRequests",
      );
    },
  },
  PullRequest: {
    state: stateOf,
    url: ({ repository, number }: PullRecord, _: object, { host }) => `${htmlUrl(host, repository)}/pull/${number}`,
    permalink: ({ repository, number }: PullRecord, _: object, { host }) =>
      `${htmlUrl(host, repository)}/pull/${number}`,
    merged: ({ state }: PullRecord) => state === "merged",
    closed: ({ state }: PullRecord) => state !== "open",
    authorAssociation: ({ author, repository }: PullRecord, _: object, { host }) =>
      associationOf(host, author, repository),
    headRefName: ({ head }: PullRecord) => head.branch,
    headRefOid: ({ head }: PullRecord) => head.oid,
    headRef: ({ head }: PullRecord) => refOf(head.repository, head.branch),
    headRepository: ({ head }: PullRecord) => head.repository,
    headRepositoryOwner: ({ head }: PullRecord, _: object, { host }) => ownerSource(host, head.repository.owner),
    isCrossRepository: ({ head, repository }: PullRecord) => head.repository !== repository,
    baseRefName: ({ base }: PullRecord) => base,
    baseRefOid: ({ baseOid }: PullRecord) => baseOid,
    baseRef: ({ base, repository }: PullRecord) => refOf(repository, base),
    baseRepository: ({ repository }: PullRecord) => repository,
    labels: ({ labels }: PullRecord, args: PageArguments) => connection(labels, args, "labels"),
    reviewRequests: ({ requested, requestedTeams }: PullRecord, args: PageArguments) =>
      connection<UserRecord | string>([...requested, ...requestedTeams], args, "reviewRequests", (each) => ({
        requestedReviewer: reviewerSource(each),
      })),
    // Of all that happened only who was asked is kept, so nothing else may be asked for.
    timelineItems: ({ asked }: PullRecord, args: PageArguments & { readonly itemTypes?: readonly string[] | null }) => {
      if (args.itemTypes?.join() !== "REVIEW_REQUESTED_EVENT")
        throw new GraphqlProblem("ARGUMENT_ERROR", "this GitHub keeps nothing but REVIEW_REQUESTED_EVENT");
      return connection<UserRecord | string>(asked, args, "timelineItems", (each) => ({
        __typename: "ReviewRequestedEvent",
        requestedReviewer: reviewerSource(each),
      }));
    },
    latestOpinionatedReviews: (pull: PullRecord, args: PageArguments) =>
      connection(opinions(pull), args, "latestOpinionatedReviews", reviewSource(pull)),
    reviews: (pull: PullRecord, args: PageArguments) => connection(pull.reviews, args, "reviews", reviewSource(pull)),
    reviewDecision: (pull: PullRecord) => {
      const rules = pull.repository.protections.get(pull.base);
      const states = opinions(pull).map(({ state }) => state);
      if (states.includes("CHANGES_REQUESTED")) return "CHANGES_REQUESTED";
      if (rules === undefined || rules.requiredApprovals === null) return null;
      const given = states.filter((state) => state === "APPROVED").length;
      return given >= rules.requiredApprovals ? "APPROVED" : "REVIEW_REQUIRED";
    },
    mergeable: async (pull: PullRecord, _: object, { host }) => {
      if (pull.state !== "open") return "UNKNOWN";
      return (await isConflicting(host, pull)) ? "CONFLICTING" : "MERGEABLE";
    },
    mergeStateStatus: (pull: PullRecord, _: object, { host, user }) => mergeState(host, pull, user),
    mergeCommit: ({ mergeOid, repository }: PullRecord, _: object, { host }) =>
      mergeOid === null ? null : readCommit(host, repository, mergeOid),
  },
  PullRequestReview: {
    commit: ({ oid, pullRequest }: ReviewRecord & { pullRequest: PullRecord }, _: object, { host }) =>
      readCommit(host, pullRequest.repository, oid),
  },
};

const reviewSource =
  (pullRequest: PullRecord) =>
  (review: ReviewRecord): object => ({ ...review, pullRequest });
