import type { Audience, Entry } from "../../notes.js";
import { overrideIn } from "../conventional/override.js";
import { commitEntries, EVERYBODY, type CommitRules } from "../commits/entries-of-commit.js";
import { readSubject } from "../subject/read-subject.js";
import { type Excluded, type LabelRules, NO_LABEL_RULES } from "./release-yml.js";

/** A merged pull request, as `@signalbox/github` gives it. */
export interface MergedPullRequest {
  readonly number: number;
  readonly title: string;
  readonly url: string | null;
  /** The author's account. */
  readonly author: string;
  readonly labels: readonly string[];
  /** Its text; an override of the commit's message may stand in it. */
  readonly body?: string | undefined;
  /** The commit that merged it. */
  readonly commit?: string | null | undefined;
}

export interface PullRequestRules extends CommitRules {
  readonly labels?: LabelRules | undefined;
  readonly audience?: readonly Audience[] | undefined;
}

/**
 * An entry for each pull request, or one for each change of its override. Its kind is the title of its category, as
 * GitHub's own notes have it; `other` without categories. What is excluded is hidden as `excluded-label` or
 * `excluded-author`, what fits no category as `no-category`. Pure.
 */
export function pullRequestEntries(
  pullRequests: readonly MergedPullRequest[],
  rules: PullRequestRules,
): readonly Entry[] {
  const { component, version, labels: labelRules = NO_LABEL_RULES, audience = EVERYBODY } = rules;
  const readOverride = commitEntries(rules);
  return pullRequests.flatMap((one): readonly Entry[] => {
    const place = placeOf(one, labelRules);
    const pullRequest = { number: one.number, url: one.url };
    const own = { pullRequest, authors: [one.author], labels: one.labels, source: "pull-request" } as const;
    const hidden = "why" in place ? { hidden: true, why: place.why } : {};
    const override = overrideIn(one.body ?? "");
    if (override !== null) {
      const commit = { commit: one.commit ?? "", parents: [], author: { name: one.author, email: "" }, ...override };
      return readOverride(commit).map((entry) => ({ ...entry, ...own, commit: one.commit ?? null, ...hidden }));
    }
    const { text, references, scope } = readSubject(one.title, rules);
    const kind = "kind" in place ? place.kind : "other";
    const entry = { component, version, kind, text, audience, references, links: [], commit: one.commit ?? null };
    return [{ ...entry, ...own, ...(scope === null ? {} : { scope }), ...hidden }];
  });
}

function placeOf(one: MergedPullRequest, { exclude, categories }: LabelRules): { kind: string } | { why: string } {
  const why = excludedBy(one, exclude);
  if (why !== null) return { why };
  if (categories.length === 0) return { kind: "other" };
  const category = categories.find(
    ({ labels, exclude: also }) =>
      (labels.includes("*") || labels.some((label) => has(one.labels, label))) && excludedBy(one, also) === null,
  );
  return category === undefined ? { why: "no-category" } : { kind: category.title };
}

function excludedBy({ labels, author }: MergedPullRequest, exclude: Excluded): string | null {
  if (exclude.labels.some((label) => label === "*" || has(labels, label))) return "excluded-label";
  return exclude.authors.some((name) => name === "*" || has([author, author.replace(/\[bot\]$/, "")], name))
    ? "excluded-author"
    : null;
}

/** Labels and accounts of GitHub are the same in either case. */
const has = (names: readonly string[], wanted: string): boolean =>
  names.some((name) => name.toLowerCase() === wanted.toLowerCase());
