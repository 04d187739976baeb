import { setTimeout as wait } from "node:timers/promises";
import { repositoryPath } from "../bare-repository/repository-path.js";
import type { Environment } from "../environment.js";
import { resolveRevision, runGit } from "../git/run-git.js";
import type { Person } from "../history/wording.js";
import { type MergedReview, mergeReviewBranch, type MergeMethod } from "./merge-review-branch.js";

/** Which branch is merged where as soon as it appears or changes. */
export interface ReviewRule {
  readonly repository: string;
  readonly review: string;
  readonly into: string;
  readonly method: MergeMethod;
  readonly deleteBranch?: boolean;
}

export interface ReviewerOptions {
  readonly root: string;
  readonly rules: readonly ReviewRule[];
  /** Milliseconds between two looks. Default 50. */
  readonly pollMs?: number;
  readonly by: Person;
  /** The date of its merges. */
  readonly now: () => Date;
  readonly env?: Environment | undefined;
}

export interface Reviewer {
  /** What it merged so far, oldest first. */
  readonly merged: readonly MergedReview[];
  /** What it could not merge; it tries again when the review branch changes. */
  readonly failures: readonly unknown[];
  /** Settles when a merge that is under way is through. */
  stop(): Promise<void>;
}

/** Stands in for the colleague who reviews and presses Merge. */
export function startReviewer(options: ReviewerOptions): Reviewer {
  const stopping = new AbortController();
  const merged: MergedReview[] = [];
  const failures: unknown[] = [];
  const seen = new Map<ReviewRule, string>();

  const look = async (rule: ReviewRule): Promise<void> => {
    const path = repositoryPath(options.root, rule.repository);
    const call = { env: options.env };
    const reviewed = await resolveRevision(path, `refs/heads/${rule.review}`, call);
    if (reviewed === null || seen.get(rule) === reviewed) return;
    seen.set(rule, reviewed);
    const contained = await runGit(path, ["merge-base", "--is-ancestor", reviewed, `refs/heads/${rule.into}`], {
      ...call,
      accept: [0, 1],
    });
    if (contained.exitCode === 0) return;
    const number = merged.length + 1;
    merged.push(
      await mergeReviewBranch({ ...rule, root: options.root, by: options.by, at: options.now(), number, ...call }),
    );
  };

  const rounds = (async () => {
    while (!stopping.signal.aborted) {
      for (const rule of options.rules) {
        await look(rule).catch((error: unknown) => failures.push(error));
        if (stopping.signal.aborted) return;
      }
      await wait(options.pollMs ?? 50, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();

  return {
    merged,
    failures,
    stop: async () => {
      stopping.abort();
      await rounds;
    },
  };
}
