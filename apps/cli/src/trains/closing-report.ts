import type { BranchComparison } from "@signalbox/git-promote";
import type { Component, ComponentReport, UnreleasedReport } from "@signalbox/release-notes";

/** What a report is made of: outcomes of earlier steps, by reference, and where to look again. */
export interface ReportInput {
  readonly title: string;
  /** Comparisons as they were promoted, by the environment that got them. */
  readonly promoted?: Readonly<Record<string, BranchComparison>>;
  /** The unreleased report from before. */
  readonly unreleased?: UnreleasedReport;
  /** Looked at again: what has another release now was released. */
  readonly components?: readonly Component[];
  /** The outcome of an approval. */
  readonly signed?: {
    readonly signatures: readonly { readonly by: { readonly as: string }; readonly items: readonly string[] }[];
  };
}

/** What a train did. */
export interface ClosingReport {
  readonly format: 1;
  readonly title: string;
  readonly promoted: readonly {
    readonly to: string;
    readonly changes: readonly { readonly commit: string; readonly subject: string; readonly author: string }[];
  }[];
  /** `changes`: how many commits the release brought. */
  readonly released: readonly { readonly component: string; readonly tag: string; readonly changes: number }[];
  readonly signed: readonly { readonly by: string; readonly changes: number }[];
}

/**
 * Says what a train did. Releases are told by looking (`now`) and not from outcomes: a step that was cut after its
 * push finds the tag and has nothing to do any more. Pure.
 */
export function closingReport(input: ReportInput, now: UnreleasedReport | null): ClosingReport {
  const { title, promoted = {}, unreleased, signed } = input;
  const before = unreleased?.components ?? [];
  return {
    format: 1,
    title,
    promoted: Object.entries(promoted).map(([to, { changes }]) => ({
      to,
      changes: changes.map(({ commit, subject, author }) => ({ commit, subject, author })),
    })),
    released: (now?.components ?? []).flatMap((component) => releasedSince(before, component)),
    signed: (signed?.signatures ?? []).map(({ by, items }) => ({ by: by.as, changes: items.length })),
  };
}

function releasedSince(
  before: readonly ComponentReport[],
  { name, latest }: ComponentReport,
): ClosingReport["released"] {
  const old = before.find((component) => component.name === name);
  if (old === undefined || old.error !== undefined || latest === null || latest.tag === old.latest?.tag) return [];
  return [{ component: name, tag: latest.tag, changes: old.unreleased.length }];
}
