import type { PullRequestView } from "@signalbox/github";
import type { Draft, Problem, Warning } from "@signalbox/release-core";
import { branchMissingProblem } from "../errors.js";
import { withOwnBlocks } from "../pull-request/own-blocks.js";
import type { OpenAction, OpenNew } from "./action.js";
import { changesOf } from "./changes.js";
import { blocksOf, type OpenInput } from "./input.js";
import { archivedProblem, lengthProblems, nothingBetweenProblem, reviewerProblems } from "./problems.js";
import { type OpenStanding, standingOf } from "./standing.js";

/** What was seen. */
export interface OpenFacts {
  /** Credentials removed. */
  readonly repository: string;
  readonly view: PullRequestView;
}

/** Facts → what to open or to change, why not, and what to know. Pure. */
export function plan(input: OpenInput, { repository, view }: OpenFacts): Draft<OpenAction> {
  const standing = standingOf(input, view);
  const action = actionOf(input, { repository, view }, standing);
  const problems = problemsOf(input, { repository, view }, standing, action);
  return {
    target: `${repository}: ${input.head} → ${input.base}`,
    actions: action === null || problems.length > 0 ? [] : [action],
    problems,
    warnings: warningsOf(input, standing),
    facts: shown(input, view, standing),
  };
}

function actionOf(input: OpenInput, { repository, view }: OpenFacts, standing: OpenStanding): OpenAction | null {
  if (standing.is === "open") return updateOf(input, repository, standing.pullRequest);
  if (standing.is !== "new") return null;
  const { head, base, labels = [], reviewers = [] } = input;
  const title = input.title ?? input.newTitle ?? `${head} → ${base}`;
  const isDraft = input.draft === true;
  return {
    type: "open-pull-request",
    summary: `${beginning(input, view)} a ${isDraft ? "draft " : ""}pull request ${head} → ${base}${asked(reviewers)}: ${title}`,
    repository,
    head,
    base,
    expectedHead: standing.expectedHead,
    title,
    body: withOwnBlocks(input.text === undefined ? "" : `${input.text.trimEnd()}\n`, blocksOf(input)),
    isDraft,
    labels,
    reviewers,
  };
}

function updateOf(
  input: OpenInput,
  repository: string,
  open: Extract<OpenStanding, { is: "open" }>["pullRequest"],
): OpenAction | null {
  const changes = changesOf(input, open);
  if (changes === null) return null;
  const { title, body, labels, reviewers } = changes;
  const parts = [
    ...(title === undefined ? [] : ["its title"]),
    ...(body === undefined ? [] : ["our part of its text"]),
    ...labels.map((label) => `the label ${label}`),
    ...reviewers.map((name) => `a question to ${name}`),
  ];
  return {
    type: "update-pull-request",
    summary: `Bring pull request #${open.number} up to date: ${parts.join(", ")}`,
    repository,
    number: open.number,
    ...(title !== undefined && { title }),
    blocks: body !== undefined,
    labels,
    reviewers,
  };
}

const beginning = ({ commit }: OpenInput, { headCommit }: PullRequestView): string =>
  typeof commit === "string" && commit !== headCommit ? `Once ${commit.slice(0, 10)} is pushed, open` : "Open";

const asked = (reviewers: readonly string[]): string =>
  reviewers.length === 0 ? "" : `, asking ${reviewers.join(", ")}`;

function problemsOf(
  input: OpenInput,
  { repository, view }: OpenFacts,
  standing: OpenStanding,
  action: OpenAction | null,
): readonly Problem[] {
  const isSkipped = input.whenMissing === "skip";
  if (standing.is === "merged") return [];
  if (standing.is === "missing") return isSkipped ? [] : [branchMissingProblem(input.head, repository, [])];
  if (view.baseCommit === null) return [branchMissingProblem(input.base, repository, [])];
  if (standing.is === "empty") return isSkipped ? [] : [nothingBetweenProblem(input)];
  if (action === null) return [];
  const author = standing.is === "open" ? standing.pullRequest.author : view.viewer;
  const body = standing.is === "open" ? changesOf(input, standing.pullRequest)?.body : (action as OpenNew).body;
  return [
    ...(view.isArchived ? [archivedProblem(repository)] : []),
    ...reviewerProblems(input, author),
    ...lengthProblems({ title: action.title, body }),
  ];
}

function warningsOf(input: OpenInput, standing: OpenStanding): readonly Warning[] {
  if ((standing.is === "missing" || standing.is === "empty") && input.whenMissing === "skip")
    return [
      {
        code: "nothing-to-review",
        message: `${input.head} brings nothing to ${input.base}, so there is no pull request.`,
        hint: "Nothing has to be done.",
      },
    ];
  if (standing.is !== "new" || standing.before?.state !== "closed") return [];
  const { number, url } = standing.before;
  return [
    {
      code: "pull-request-was-closed",
      message: `#${number} of the same branches was closed without a merge; a new one will be opened.`,
      hint: `Read there why it was closed: ${url}`,
    },
  ];
}

/** What a plan shows of the facts. */
function shown(
  { commit }: OpenInput,
  { pullRequest, headCommit, baseCommit }: PullRequestView,
  standing: OpenStanding,
): object {
  return {
    standing: standing.is,
    headCommit,
    baseCommit,
    /** The head is not where the plan wants it: an earlier plan has to push it first. */
    afterPush: typeof commit === "string" && commit !== headCommit && (standing.is === "new" || standing.is === "open"),
    pullRequest:
      pullRequest === null
        ? null
        : { number: pullRequest.number, url: pullRequest.url, state: pullRequest.state, head: pullRequest.head.commit },
  };
}
