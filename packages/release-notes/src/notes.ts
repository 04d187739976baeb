/** Where an entry came from. */
export type EntrySource = "commit" | "pull-request" | "card" | "issue" | "release-body" | "file";

export type Audience = "users" | "developers" | "operators";

export interface Reference {
  /** `#123`, `owner/repo#984` or a full URL, as it was written. */
  readonly text: string;
  /** null for `#0` and other words that point nowhere. */
  readonly url: string | null;
}

/** One thing that changed, for somebody to read. */
export interface Entry {
  readonly component: string;
  /** The version that carries it, without prefix; null while it is not released. */
  readonly version: string | null;
  /** `feature`, `fix`, `breaking`, `performance`, … or the source's own word; `other` where nothing says it. */
  readonly kind: string;
  /** What part of the component, where the source says it: the scope of a conventional commit. */
  readonly scope?: string;
  /**
   * Markdown of one line, or of a list item with continuation lines. From outside: escaped by the renderer. Of the source
   * `release-body` it is a whole document in Markdown, as the repository's own tool wrote it: shown as it is.
   */
  readonly text: string;
  /** Empty: for everybody. */
  readonly audience: readonly Audience[];
  readonly references: readonly Reference[];
  readonly pullRequest: { readonly number: number; readonly url: string | null } | null;
  /** Names or accounts. */
  readonly authors: readonly string[];
  readonly links: readonly { readonly title: string; readonly url: string }[];
  readonly source: EntrySource;
  /** Full id, where it came from one commit. */
  readonly commit: string | null;
  /** As the source has them, and the category of a card: what selection rules look at. */
  readonly labels?: readonly string[];
  /** Left out of every text but counted: `why` names the rule. */
  readonly hidden?: boolean;
  readonly why?: string;
}

export interface ComponentNotes {
  readonly name: string;
  readonly version: string | null;
  /** Tag and page of this component's own release. */
  readonly tag: string | null;
  readonly url: string | null;
  readonly entries: readonly Entry[];
}

export interface NotesSection {
  /** Empty: the components stand below no heading of their own. */
  readonly title: string;
  readonly components: readonly ComponentNotes[];
}

export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly component?: string;
}

/**
 * One release out of a history, complete. A history is read as an `AsyncIterable` of these, newest first, and each can be
 * written and forgotten before the next is there. What is in no release comes first and has no version.
 */
export interface HistoryRelease extends ComponentNotes {
  /** ISO date of the release's commit; null while it is not released. */
  readonly date: string | null;
}

/** The one model that every text is made of: a release, or one week of many components. */
export interface NotesModel {
  readonly format: 1;
  /** `16.11.0`, or the date of a weekly train (`2021-07-09`). */
  readonly release: string;
  /** ISO date. */
  readonly date: string;
  readonly sections: readonly NotesSection[];
  readonly findings: readonly Finding[];
}
