import { defineGate, callOptionsOf } from "@signalbox/release-core";
import * as z from "zod";
import type { PullRequestPorts } from "../ports.js";
import { askFor } from "../pull-request/ask.js";
import { isAsked } from "../pull-request/fields.js";
import { gateFields, type PullRequestEvidence } from "../pull-request/gate-fields.js";
import { judge, type MergedRequestFacts } from "./judge.js";

export const input = z.strictObject(gateFields).superRefine(isAsked);

export type MergedRequestInput = z.output<typeof input>;

export interface MergedRequestEvidence extends PullRequestEvidence {
  /** Null until it is merged. */
  readonly mergeCommit: string | null;
  readonly mergedBy: string | null;
  /** ISO time. */
  readonly mergedAt: string | null;
  /** GitHub's `mergeStateStatus` in lower case; null where there is no pull request. */
  readonly mergeState: string | null;
}

/** Passes when the pull request is merged, waits while it is open, and blocks when it was closed without a merge. */
export const pullRequestMerged = defineGate<PullRequestPorts, typeof input, MergedRequestFacts, MergedRequestEvidence>({
  kind: "pull-request-merged",
  input,
  inspect: async (given, ports, context) => ({ view: await askFor(given, ports, callOptionsOf(context)) }),
  judge,
});
