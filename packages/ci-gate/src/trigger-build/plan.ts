import type { Draft, Problem, Warning } from "@signalbox/release-core";
import { endsUnasked } from "../builds/job-graph.js";
import type { Build, BuildJob } from "../builds/ports.js";
import { timeAhead } from "../builds/problems.js";
import { askedFor, listed, parametersText, titleOf } from "../builds/wording.js";
import type { TriggerBuild } from "./action.js";
import { answersTo } from "./answers.js";
import type { TriggerInput } from "./input.js";

export interface TriggerFacts {
  /** ISO time. */
  readonly now: string;
  /** Where the branch or tag is; null when there is none. */
  readonly head: string | null;
  /** All of this commit on this branch or tag, newest first. */
  readonly builds: readonly Build[];
  /** Of the newest one. */
  readonly jobs: readonly BuildJob[];
}

/** Full: the branch and the tag of one name are two refs. Pure. */
export const refOf = ({ branch, tag }: Pick<TriggerInput, "branch" | "tag">): string =>
  branch !== undefined ? `refs/heads/${branch}` : `refs/tags/${tag ?? ""}`;

/** Facts → the build to begin, or none. Pure. */
export function plan(given: TriggerInput, facts: TriggerFacts): Draft<TriggerBuild> {
  const { repository, commit, parameters, workflow } = given;
  const target = `${repository}: ${askedFor(given)}`;
  const ahead = timeAhead("since", given.since, facts.now);
  if (ahead.length > 0) return { target, actions: [], problems: ahead };
  const [found] = answersTo(given, facts.builds);
  const shown = { head: facts.head, build: found ?? null };
  if (found !== undefined) return { target, actions: [], warnings: standingWarnings(found), facts: shown };
  if (facts.head !== commit) return { target, actions: [], problems: [headElsewhere(given, facts.head)], facts: shown };

  const where = given.branch ?? `the tag ${given.tag ?? ""}`;
  const text = parametersText(parameters);
  const action: TriggerBuild = {
    type: "trigger-build",
    summary: `Begin ${workflow === undefined ? "a build" : workflow} of ${where} at ${commit.slice(0, 10)}${text === "" ? "" : ` with ${text}`}`,
    repository,
    ref: refOf(given),
    expectedHead: commit,
    workflow: workflow ?? null,
    parameters,
  };
  return { target, actions: [action], warnings: unaskedWarnings(facts.jobs), facts: shown };
}

const headElsewhere = (given: TriggerInput, head: string | null): Problem => {
  const where = given.branch ?? `the tag ${given.tag ?? ""}`;
  return {
    code: "ERR_CI_HEAD_MOVED",
    message:
      head === null
        ? `${given.repository} has no ${given.branch === undefined ? where : `branch ${where}`}.`
        : `${where} of ${given.repository} is at ${head.slice(0, 10)}, and CI would build that instead of ${given.commit.slice(0, 10)}.`,
    hint: "CI builds the newest commit only. Cut a branch at the commit that is meant, and begin the build there.",
  };
};

/** What is there is not begun again, whatever became of it. */
const standingWarnings = (build: Build): readonly Warning[] =>
  ["failed", "cancelled", "not-run"].includes(build.state)
    ? [
        {
          code: "build-not-passed",
          message: `${titleOf(build)} is there and did not pass (${build.state}${build.url === null ? "" : `, ${build.url}`}).`,
          hint: "`signalbox ci rerun` begins it again; a later `since` asks for another one.",
        },
      ]
    : [];

/** As far as the newest build of the same commit tells what a further one will do. */
const unaskedWarnings = (jobs: readonly BuildJob[]): readonly Warning[] => {
  const unasked = endsUnasked(jobs);
  if (unasked.length === 0) return [];
  return [
    {
      code: "runs-unasked",
      message: `${listed(unasked)} will run without anybody's approval.`,
      hint: "If one of them deploys or publishes, it does so with these parameters.",
    },
  ];
};
