import { commitEntries, type ComponentReport, type Entry } from "@signalbox/release-notes";

/** What a report of unreleased changes was about, and where its commits are shown; null: nowhere. */
export interface ReportedRelease {
  readonly report: Pick<ComponentReport, "name" | "unreleased">;
  readonly version: string;
  readonly webUrl: string | null;
}

/**
 * The changes of a report as entries of the notes model, read as `notes render` reads commits: types and references are
 * understood, a chore is hidden. A report has no bodies, so only `!` says that something breaks. Pure.
 */
export function entriesOfReport({ report, version, webUrl }: ReportedRelease): readonly Entry[] {
  const read = commitEntries({ component: report.name, version, webUrl });
  return report.unreleased.flatMap(({ commit, subject, author, pullRequest }) => {
    const entries = read({ commit, parents: [], author: { name: author, email: "" }, subject, body: "" });
    const number = pullRequest?.number;
    // What the subject names itself stands where its author wrote it.
    if (number === undefined || subject.includes(`#${number}`)) return entries;
    const url = webUrl === null ? null : `${webUrl}/pull/${number}`;
    return entries.map((entry) => ({ ...entry, pullRequest: { number, url } }));
  });
}
