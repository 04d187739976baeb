import type { Audience, Entry } from "../../notes.js";
import { EVERYBODY } from "../commits/entries-of-commit.js";
import { CARD_KINDS } from "../cards/card-entries.js";

/** An issue of a milestone. */
export interface MilestoneIssue {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly state: "open" | "closed";
  /** Why it was closed, where the host says it. */
  readonly stateReason?: "completed" | "not_planned" | "duplicate" | "reopened" | null | undefined;
  readonly labels: readonly string[];
}

export interface IssueRules {
  readonly component: string;
  readonly version: string | null;
  /** Label → kind, in lower case. */
  readonly kinds?: Readonly<Record<string, string>> | undefined;
  readonly audience?: readonly Audience[] | undefined;
}

/** An entry for each issue; open ones are hidden as `issue-open`, given up ones as `issue-not-planned`. Pure. */
export function issueEntries(issues: readonly MilestoneIssue[], rules: IssueRules): readonly Entry[] {
  const { component, version, kinds = CARD_KINDS, audience = EVERYBODY } = rules;
  return issues.map(({ number, title, url, state, stateReason, labels }): Entry => {
    const isGivenUp = stateReason === "not_planned" || stateReason === "duplicate";
    const why = state === "open" ? "issue-open" : isGivenUp ? "issue-not-planned" : null;
    return {
      component,
      version,
      kind: labels.flatMap((label) => kinds[label.toLowerCase()] ?? [])[0] ?? "other",
      text: title.trim(),
      audience,
      references: [{ text: `#${number}`, url }],
      pullRequest: null,
      authors: [],
      links: [],
      source: "issue",
      commit: null,
      labels,
      ...(why === null ? {} : { hidden: true, why }),
    };
  });
}
