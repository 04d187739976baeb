import type { BranchComparison } from "@signalbox/git-promote";
import type { UnreleasedReport } from "@signalbox/release-notes";

/** What a report is made of: outcomes of earlier steps, by reference. */
export interface ReportInput {
  readonly title: string;
  /** Comparisons as they were promoted, by the name of the environment that got them. */
  readonly promoted?: Readonly<Record<string, BranchComparison>>;
  /** Outcomes of `tag-release`, by component. */
  readonly tags?: Readonly<
    Record<string, { readonly results?: readonly { readonly tag?: string; readonly version?: string }[] } | null>
  >;
  readonly unreleased?: UnreleasedReport;
  readonly signed?: {
    readonly signatures: readonly { readonly by: { readonly as: string }; readonly items: readonly string[] }[];
  };
}

export interface ClosingReport {
  readonly format: 1;
  readonly title: string;
  readonly promoted: readonly {
    readonly to: string;
    readonly changes: readonly { readonly commit: string; readonly subject: string; readonly author: string }[];
  }[];
  readonly released: readonly { readonly component: string; readonly tag: string; readonly changes: number }[];
  readonly signed: readonly { readonly by: string; readonly changes: number }[];
}

/** Says what a train did. Pure. */
export function closingReport({ title, promoted = {}, tags = {}, unreleased, signed }: ReportInput): ClosingReport {
  const changesOf = (name: string): number =>
    unreleased?.components.find((component) => component.name === name)?.unreleased.length ?? 0;
  return {
    format: 1,
    title,
    promoted: Object.entries(promoted).map(([to, { changes }]) => ({
      to,
      changes: changes.map(({ commit, subject, author }) => ({ commit, subject, author })),
    })),
    released: Object.entries(tags).flatMap(([component, outcome]) =>
      (outcome?.results ?? []).flatMap(({ tag }) =>
        tag === undefined ? [] : [{ component, tag, changes: changesOf(component) }],
      ),
    ),
    signed: (signed?.signatures ?? []).map(({ by, items }) => ({ by: by.as, changes: items.length })),
  };
}
