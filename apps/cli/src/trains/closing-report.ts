import type { BranchComparison } from "@signalbox/git-promote";
import type { Component, UnreleasedReport } from "@signalbox/release-notes";
import { releasedSince } from "./released-since.js";

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
 * Says what a train did; releases are told by looking (`now`). Pure.
 */
export function closingReport(input: ReportInput, now: UnreleasedReport | null): ClosingReport {
  const { title, promoted = {}, unreleased, signed } = input;
  return {
    format: 1,
    title,
    promoted: Object.entries(promoted).map(([to, { changes }]) => ({
      to,
      changes: changes.map(({ commit, subject, author }) => ({ commit, subject, author })),
    })),
    released:
      unreleased === undefined || now === null
        ? []
        : releasedSince(unreleased, now).map(({ before, latest }) => ({
            component: before.name,
            tag: latest.tag,
            changes: before.unreleased.length,
          })),
    signed: (signed?.signatures ?? []).map(({ by, items }) => ({ by: by.as, changes: items.length })),
  };
}
