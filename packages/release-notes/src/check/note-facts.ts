import type { Entry, NotesSection } from "../notes.js";
import type { Card } from "../sources/cards/card-entries.js";

/** What the notes of a release are compared with. What is not given is not checked. */
export interface NoteFacts {
  /** Of every source, before they are joined. */
  readonly entries: readonly Entry[];
  /** The notes themselves. */
  readonly sections?: readonly NotesSection[] | undefined;
  readonly cards?:
    | {
        readonly cards: readonly Card[];
        /** Statuses of a card that is finished, in either case. */
        readonly done: readonly string[];
      }
    | undefined;
  /** Where components are, and every tag that each has; null: not known. */
  readonly repositories?: readonly RepositoryTags[] | undefined;
  /** What went into which environment, and what pages say of it. */
  readonly promotions?: PromotionFacts | undefined;
}

export interface RepositoryTags {
  readonly component: string;
  /** `https://github.com/acme/api` */
  readonly webUrl: string | null;
  readonly tagPattern?: string | undefined;
  readonly stream?: string | undefined;
  /** Without `refs/tags/`. */
  readonly tags: readonly string[] | null;
}

export interface PromotionFacts {
  readonly promoted: readonly Promoted[];
  /** What the pages tell: one for each heading of a component. */
  readonly noted: readonly Noted[];
  /** How far a note may be from its promotion, in days. Default: 3 before it, 7 after it. */
  readonly days?: { readonly before: number; readonly after: number } | undefined;
}

export interface Promoted {
  readonly component: string;
  /** Of a group's member: the heading that notes of it stand below, whose version says nothing of it. */
  readonly heading?: string | undefined;
  readonly environment: string;
  readonly version: string;
  /** ISO date. */
  readonly date: string;
}

export interface Noted extends Omit<Promoted, "version" | "heading" | "environment"> {
  /** Null where the page does not say. */
  readonly environment: string | null;
  /** Null where the heading names none. */
  readonly version: string | null;
  /** The last day that it is about, ISO date. Default: `date`. */
  readonly until?: string | undefined;
}
