export type { Change, Component, ComponentReport, ReportWarning, UnreleasedReport } from "./component.js";
export { findUnreleased } from "./find-unreleased/find-unreleased.js";
export {
  readHistory,
  type History,
  type HistoryAccount,
  type HistoryRequest,
  type HistorySource,
} from "./history/read-history.js";
export type {
  Audience,
  ComponentNotes,
  Entry,
  EntrySource,
  Finding,
  HistoryRelease,
  NotesModel,
  NotesSection,
  Reference,
} from "./notes.js";
export {
  DOCS_LAYOUTS,
  renderDocsComponent,
  renderDocsEntries,
  renderDocsWeek,
  type DocsLayout,
  type DocsOptions,
  type DocsWeek,
} from "./render/docs/render-docs.js";
export type { WeekHeading } from "./render/docs/week-heading.js";
export type { EntryOptions, EntryTemplate } from "./render/text/entry-text.js";
export { COMMIT_TYPES, type CommitType } from "./sources/conventional/commit-types.js";
