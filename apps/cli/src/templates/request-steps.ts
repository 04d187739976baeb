import type { Step } from "@signalbox/release-train";
import type { PullRequestsConfig } from "../config/types.js";

export interface RequestSteps {
  readonly repository: string;
  /** What the steps are named by: the environment. */
  readonly to: string;
  readonly title: string;
  /** The review branch, and the branch that gets it. */
  readonly head: string;
  readonly base: string;
  readonly settings: PullRequestsConfig;
  readonly hasPins: boolean;
  readonly pollMs: number;
  /** The step that pushes the review branch. */
  readonly pushed: string;
  /** The step that read what it brings; null: there is no checklist. */
  readonly compared: string | null;
}

/**
 * A review branch's way by pull request: opened with the checklist, ticked, approved, checked, and merged by Signalbox
 * where the configuration says so. All later steps are about the one commit that `request-<to>` saw. Where there is
 * nothing to review there is no pull request, and they pass.
 */
export function requestSteps(given: RequestSteps): readonly Step[] {
  const { repository, to, title, head, base, settings, hasPins, pollMs, pushed, compared } = given;
  const { reviewers = [], labels = [], method = "merge", requiredApprovals = 1 } = settings;
  const request = { repository, head, base, whenMissing: "skip" };
  const commit = { $ref: `request-${to}.commit` };
  const seen = { ...request, pollMs };
  const checklist = { $ref: `${compared}.checklist` };
  const ticked: readonly Step[] =
    compared === null
      ? []
      : [
          {
            id: `ticked-${to}`,
            type: "gate",
            uses: "checklist-complete",
            title: `Each change for ${base} is ticked`,
            with: { ...seen, checklist },
            needs: [`request-${to}`],
          },
        ];
  const gates: readonly Step[] = [
    ...ticked,
    {
      id: `approved-${to}`,
      type: "gate",
      uses: "pull-request-approved",
      title: `The pull request into ${base} is approved`,
      with: { ...seen, commit, minimum: requiredApprovals },
      needs: [ticked[0]?.id ?? `request-${to}`],
    },
    ...(settings.checks === true
      ? [
          {
            id: `checked-${to}`,
            type: "gate" as const,
            uses: "checks-passing",
            title: `The checks for ${base} pass`,
            with: { repository, commit: { $ref: `request-${to}.head` }, branch: base, pollMs },
            needs: [`approved-${to}`],
          },
        ]
      : []),
  ];
  const last = gates.at(-1)?.id ?? `request-${to}`;
  return [
    {
      id: `open-${to}`,
      type: "operation",
      uses: "open-pull-request",
      title: `Open the pull request into ${base}`,
      with: {
        ...request,
        newTitle: title,
        ...(compared !== null && { checklist }),
        ...(compared !== null && hasPins && { pins: { $ref: `${compared}.pins` } }),
        labels,
        reviewers,
      },
      planned: "later",
      needs: compared === null ? [pushed] : [pushed, compared],
    },
    {
      id: `request-${to}`,
      type: "read",
      uses: "find-pull-request",
      title: `The commit that is reviewed for ${base}`,
      with: request,
      needs: [`open-${to}`],
    },
    ...gates,
    settings.merge === "signalbox"
      ? {
          id: `merge-${to}`,
          type: "operation",
          uses: "merge-pull-request",
          title: `Merge the pull request into ${base}`,
          with: { ...request, method, expectedHead: commit },
          planned: "later",
          needs: [last],
        }
      : {
          id: `merge-${to}`,
          type: "gate",
          uses: "pull-request-merged",
          title: `Somebody merges the pull request into ${base}`,
          with: { ...seen, commit },
          needs: [last],
        },
  ];
}
