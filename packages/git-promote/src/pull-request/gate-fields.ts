import type { PullRequest, PullRequestView } from "@signalbox/github";
import { askedFields, commitField, pollField, whenMissingField } from "./fields.js";

/** What every gate on a pull request takes. */
export const gateFields = {
  ...askedFields,
  commit: commitField.nullish().describe("The head that this is about; another one blocks. Default: whatever it is"),
  whenMissing: whenMissingField,
  pollMs: pollField,
};

/** What every gate on a pull request shows. */
export interface PullRequestEvidence {
  /** Null where there is none. */
  readonly number: number | null;
  readonly url: string | null;
  readonly state: PullRequest["state"] | null;
  readonly head: string | null;
  readonly author: string | null;
}

/** Pure. */
export const evidenceOf = ({ pullRequest }: PullRequestView): PullRequestEvidence => ({
  number: pullRequest?.number ?? null,
  url: pullRequest?.url ?? null,
  state: pullRequest?.state ?? null,
  head: pullRequest?.head.commit ?? null,
  author: pullRequest?.author ?? null,
});
