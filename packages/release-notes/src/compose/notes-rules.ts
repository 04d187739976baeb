import type { Audience, EntrySource } from "../notes.js";

/** How entries of many sources become notes. All of it is data. */
export interface NotesRules {
  /**
   * Heading → what stands below it, also its other names: `{ "Thermal Camera": ["thermal-recorder", "modemd"], "API
   * Server": ["API", "cacophony-api"] }`. Case is no difference. What is in none has a heading of its own.
   */
  readonly groups?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Whose version stands in the heading of several components: `{ "Thermal Camera": "thermal-recorder" }`. Default: none. */
  readonly versionOf?: Readonly<Record<string, string>> | undefined;
  /** Headings in sections. What is in none follows in one without a title. Default: that one alone. */
  readonly sections?: readonly { readonly title: string; readonly headings: readonly string[] }[] | undefined;
  /** Whose words are taken for a change that several sources know. Default: `DEFAULT_PRECEDENCE`. */
  readonly precedence?: readonly EntrySource[] | undefined;
  /** What is left out. The first one that fits says why. */
  readonly select?: readonly SelectionRule[] | undefined;
}

/** Written for the readers, then for the team, then for those who read code. */
export const DEFAULT_PRECEDENCE: readonly EntrySource[] = ["file", "card", "issue", "pull-request", "commit"];

/** Hides entries for which everything that it names is true. Names are the same in either case. */
export interface SelectionRule {
  /** The rule's name: `epic`, `regression`. */
  readonly why: string;
  /** Only in notes for these readers. Default: for all. */
  readonly audience?: Audience | undefined;
  readonly sources?: readonly EntrySource[] | undefined;
  readonly components?: readonly string[] | undefined;
  readonly kinds?: readonly string[] | undefined;
  /** Labels, and the category of a card. */
  readonly labels?: readonly string[] | undefined;
  readonly authors?: readonly string[] | undefined;
  /** `Bump *`: the whole text, `*` standing for any. */
  readonly texts?: readonly string[] | undefined;
}

/** What the Avni project leaves out of what its users read on Google Play. */
export const FOR_USERS: readonly SelectionRule[] = [
  { why: "epic", audience: "users", labels: ["Epic"] },
  { why: "regression", audience: "users", labels: ["Regression"] },
];
