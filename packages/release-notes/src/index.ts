export type { Change, Component, ComponentReport, ReportWarning, UnreleasedReport } from "./component.js";
export { checkNotes } from "./check/check-notes.js";
export { pageFindings, type PagesAndPromotions } from "./check/page-findings.js";
export { tagFindings } from "./check/tag-findings.js";
export type { Noted, NoteFacts, Promoted, PromotionFacts, RepositoryTags } from "./check/note-facts.js";
export { composeNotes, type NotesParts } from "./compose/compose-notes.js";
export { DEFAULT_PRECEDENCE, FOR_USERS, type NotesRules, type SelectionRule } from "./compose/notes-rules.js";
export { countHidden, selectEntries } from "./compose/select-entries.js";
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
export { draftPost } from "./draft-post/draft-post.js";
export type { DraftAction, DraftedPost } from "./draft-post/action.js";
export type { DraftPorts } from "./draft-post/inspect.js";
export { releaseNotesKinds, type ReleaseNotesKinds, type ReleaseNotesPorts } from "./kinds.js";
export { checkPage } from "./page/check-page.js";
export { insertNotes, type Insertion, type InsertRules, type WantedNotes } from "./page/insert-notes.js";
export type { PageConflict, WantedComponent } from "./page/merge-component.js";
export type { NotesPage } from "./page/page.js";
export type { PageRules } from "./page/page-rules.js";
export { parsePage, serializePage } from "./page/parse-page.js";
export { undoEdits, type TextEdit } from "./page/text-edit.js";
export type { InsertNotes, PublishedNotes } from "./publish-notes/action.js";
export { localFiles } from "./publish-notes/local-files.js";
export type { LocalFiles, NotesPorts } from "./publish-notes/ports.js";
export { publishNotes } from "./publish-notes/publish-notes.js";
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
export { modelOfReleases, type ModelRequest } from "./model/model-of-releases.js";
export { readNotesModel } from "./model/read-notes-model.js";
export { CARD_KINDS, cardEntries, type Card, type CardRules } from "./sources/cards/card-entries.js";
export { commitEntries, type CommitRules, type CommitToRead } from "./sources/commits/entries-of-commit.js";
export { overrideIn, type Message } from "./sources/conventional/override.js";
export { handWrittenEntries } from "./sources/hand-written/hand-written-entries.js";
export { issueEntries, type IssueRules, type MilestoneIssue } from "./sources/issues/issue-entries.js";
export {
  pullRequestEntries,
  type MergedPullRequest,
  type PullRequestRules,
} from "./sources/pull-requests/pull-request-entries.js";
export { readLabelRules, type LabelRules } from "./sources/pull-requests/release-yml.js";
export { releaseBodyEntry } from "./sources/release-body/release-body-entry.js";
