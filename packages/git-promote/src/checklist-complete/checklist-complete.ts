import { defineGate, callOptionsOf } from "@signalbox/release-core";
import * as z from "zod";
import type { PullRequestPorts } from "../ports.js";
import { askFor } from "../pull-request/ask.js";
import { isAsked } from "../pull-request/fields.js";
import { gateFields, type PullRequestEvidence } from "../pull-request/gate-fields.js";
import { judge, type CompleteFacts } from "./judge.js";

export const input = z
  .strictObject({
    ...gateFields,
    checklist: z
      .array(z.object({ id: z.string().regex(/^[0-9a-f]{10}$/), subject: z.string(), ask: z.string() }))
      .optional()
      .describe("The items that must be ticked, as a comparison gives them. Default: those that the text still lists"),
  })
  .superRefine(isAsked);

export type CompleteInput = z.output<typeof input>;

export interface OpenItem {
  readonly id: string;
  /** The item as it was given, else its line of the text. */
  readonly subject: string;
  /** Whom to ask; null when only the text is known. */
  readonly ask: string | null;
  /** Somebody took it out of the text. */
  readonly isRemoved: boolean;
}

export interface CompleteEvidence extends PullRequestEvidence {
  readonly ticked: readonly string[];
  readonly open: readonly OpenItem[];
  /** Who changed the text last, and when (ISO): GitHub does not say who ticked which item. */
  readonly editedBy: string | null;
  readonly editedAt: string | null;
}

/** Passes when every item of our checklist in the pull request's text is ticked; one that was taken out counts as open. */
export const checklistComplete = defineGate<PullRequestPorts, typeof input, CompleteFacts, CompleteEvidence>({
  kind: "checklist-complete",
  input,
  inspect: async (given, ports, context) => ({ view: await askFor(given, ports, callOptionsOf(context)) }),
  judge,
});
