import type { WrittenDate } from "./heading-date.js";
import type { Day } from "./calendar.js";

/** A line `## …`. */
export interface Heading {
  /** As it stands there, line end included. */
  readonly raw: string;
  /** In characters from the beginning of the page. */
  readonly at: number;
  /** From 1. */
  readonly line: number;
  readonly level: number;
  readonly text: string;
}

/**
 * A piece below a heading: an entry (a list item with all its lines, or a paragraph), blank lines, or what is neither
 * (a fence, a comment, a heading without a text).
 */
export interface Item {
  readonly kind: "entry" | "blank" | "other";
  readonly raw: string;
  readonly at: number;
  readonly line: number;
  /** What stands before the text of an entry, indentation included; `""` for a paragraph. */
  readonly bullet: string;
  /** Of an entry: its words without bullet, line ends and indentation as they are. */
  readonly text: string;
}

/** Everything below one component's heading; `heading: null` is what stands before the first one. */
export interface ComponentSection {
  readonly heading: Heading | null;
  readonly name: string | null;
  /** Without `v`. */
  readonly version: string | null;
  readonly items: readonly Item[];
}

/** Production or Testing; `heading: null` where components stand directly below the week. */
export interface EnvironmentSection {
  readonly heading: Heading | null;
  /** As it is called in the rules: `Production` also for `### Prod`. Null without a heading. */
  readonly name: string | null;
  readonly components: readonly ComponentSection[];
}

/** First and last day that a section is about. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

export interface WeekSection {
  readonly heading: Heading;
  /** What the heading says; null when no date can be read from it. */
  readonly written: WrittenDate | null;
  /** What it means, years and slips of the pen considered; null when nobody can tell. */
  readonly span: Span | null;
  /** What the words say where they are wrong: `span` is then the likely right one. */
  readonly slip: "weekday" | "monday" | null;
  readonly environments: readonly EnvironmentSection[];
  /** Where it ends, in characters. */
  readonly end: number;
}

/** A page of release notes, lossless: every character is in exactly one piece. */
export interface NotesPage {
  /** With both marks; `""` without any. */
  readonly frontMatter: string;
  /** Everything before the first week. */
  readonly intro: string;
  /** As they stand: the newest first, as a rule. */
  readonly weeks: readonly WeekSection[];
  /** The year whose weeks it has, as far as that can be told. */
  readonly year: number | null;
  /** A fence or comment begins and nothing ends it: what comes below is no part of the page for anybody. */
  readonly isOpen: boolean;
}
