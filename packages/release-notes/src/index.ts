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
export { renderBlogDraft, type BlogDraft, type BlogOptions } from "./render/blog/render-blog-draft.js";
export { renderChatLine, type ChatLine, type ChatOptions } from "./render/chat/render-chat-line.js";
export { renderGitHubRelease, type GitHubReleaseOptions } from "./render/github/render-github-release.js";
export { renderHtml } from "./render/html/render-html.js";
export { notesDocument, type NotesDocument } from "./render/json/notes-document.js";
export { renderMail, type Mail, type MailOptions } from "./render/mail/render-mail.js";
export { renderMarkdown, renderMarkdownHistory, type MarkdownOptions } from "./render/markdown/render-markdown.js";
export { renderPlayNotes, type PlayNotes, type PlayNotesOptions } from "./render/play/render-play-notes.js";
export { renderProductNotes, type ProductNotesOptions } from "./render/product/render-product-notes.js";
export type { Rendered } from "./render/text/rendered.js";
