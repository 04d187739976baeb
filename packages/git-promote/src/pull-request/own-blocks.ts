import { withTextBlock } from "@signalbox/github";
import { type ChecklistFacts, inlineMarkdown, withChecklist } from "../checklist/checklist-markdown.js";

/** One line of evidence: what was looked at, and what was seen. */
export interface EvidenceLine {
  readonly label: string;
  readonly text: string;
}

/** What Signalbox keeps in the body of a pull request, each between marks of its own. */
export interface OwnBlocks {
  readonly checklist?: ChecklistFacts | undefined;
  readonly evidence?: readonly EvidenceLine[] | undefined;
}

/** A body with its blocks as they should be: everything around them and every tick stays. Pure. */
export function withOwnBlocks(body: string, { checklist, evidence = [] }: OwnBlocks): string {
  const checked = checklist === undefined ? body : withChecklist(body, checklist);
  return evidence.length === 0 ? checked : withTextBlock(checked, "evidence", evidenceMarkdown(evidence));
}

const evidenceMarkdown = (lines: readonly EvidenceLine[]): string =>
  ["### Evidence", "", ...lines.map(({ label, text }) => `- ${inlineMarkdown(label)}: ${inlineMarkdown(text)}`)].join(
    "\n",
  );

/** The line ends of a browser's form are no difference. Pure. */
export const isSameText = (one: string, other: string): boolean =>
  one.replaceAll("\r\n", "\n").trimEnd() === other.replaceAll("\r\n", "\n").trimEnd();
