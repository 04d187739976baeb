import { defineGate, callOptionsOf } from "@signalbox/release-core";
import * as z from "zod";
import type { PullRequestPorts } from "../ports.js";
import { askFor } from "../pull-request/ask.js";
import { isAsked } from "../pull-request/fields.js";
import { gateFields, type PullRequestEvidence } from "../pull-request/gate-fields.js";
import { type ApprovedFacts, judge } from "./judge.js";

export const input = z
  .strictObject({
    ...gateFields,
    minimum: z.int().min(1).default(1).describe("How many approvals"),
    reviewers: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe("Logins whose approval counts. Default: everybody's"),
    staleCounts: z.boolean().default(false).describe("An approval of an older head counts too"),
  })
  .superRefine(isAsked);

export type ApprovedInput = z.output<typeof input>;

/** An opinion with its person and time. */
export interface ShownReview {
  /** Login; null when the account is gone. */
  readonly by: string | null;
  /** ISO time. */
  readonly at: string | null;
  readonly commit: string | null;
}

export interface ApprovedEvidence extends PullRequestEvidence {
  /** Those that count. */
  readonly approvals: readonly ShownReview[];
  /** Approvals of an older head. */
  readonly stale: readonly ShownReview[];
  readonly changesRequested: readonly ShownReview[];
  /** Who was asked and has not answered. */
  readonly requested: readonly string[];
}

/**
 * Passes when enough people other than the author approved the head as it is now. Waits, and says for whom, while an
 * approval is missing or somebody asks for changes.
 */
export const pullRequestApproved = defineGate<PullRequestPorts, typeof input, ApprovedFacts, ApprovedEvidence>({
  kind: "pull-request-approved",
  input,
  inspect: async (given, ports, context) => ({ view: await askFor(given, ports, callOptionsOf(context)) }),
  judge,
});
