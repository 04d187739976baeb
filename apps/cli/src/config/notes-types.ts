import type { SelectionRule } from "@signalbox/release-notes";

/** What the texts about a release need besides the changes: names, addresses, languages. */
export interface NotesConfig {
  /** Heading → components written under it. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** Component → the name that readers know. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** What is released, as readers call it: `Avni`. */
  readonly product?: string;
  /** The page of the product's notes; `{release}` stands for the release. */
  readonly notesUrl?: string;
  /** The component whose release on GitHub gets the notes of all components: `avni-product`. */
  readonly combinedIn?: string;
  /** Codes of findings that stop nobody: `notes check` shows them all the same. */
  readonly tolerated?: readonly string[];
  /** What is left out, besides what users are never told (cards with Epic or Regression). The first that fits says why. */
  readonly select?: readonly SelectionRule[];
  /** Statuses of a card that is finished. Default: done, released, closed. */
  readonly done?: readonly string[];
  /** How the yearly page writes its weeks. Default: `weekday`. */
  readonly docs?: { readonly layout?: "week-and-environments" | "ordinal-week" | "weekday" };
  /** The yearly pages of a docs site. */
  readonly pages?: {
    readonly repository: string;
    /** Default: the mainline. */
    readonly branch?: string;
    /** The file that remembers what was published. Default: `.signalbox/release-notes.json`; null: none. */
    readonly memory?: string | null;
    /** Which page is for what; the first that fits is taken. */
    readonly files: readonly {
      /** `{year}` stands for the year: next year's page is then made in time. */
      readonly path: string;
      readonly year?: number;
      readonly environment?: string;
      /** What a new page begins with; `{year}` stands for the year. */
      readonly template?: string;
    }[];
  };
  readonly play?: {
    /** Languages of the listing, the main one first. Default: en-GB. */
    readonly locales: readonly string[];
    /** Language → a file with its text; `{release}` stands for the release. */
    readonly texts?: Readonly<Record<string, string>>;
  };
  readonly blog?: {
    readonly author: string;
    readonly title?: string;
    readonly description?: string;
    readonly tags?: readonly string[];
    /** Folder of the posts in the site's repository. Default: src/pages/blog. */
    readonly folder?: string;
    /** What follows the date in the file's name. Default: release-announcement. */
    readonly slug?: string;
    /** The site's repository on GitHub, where a train opens a pull request with the draft. Default: it opens none. */
    readonly repository?: string;
    /** That the site is published from. Default: the mainline. */
    readonly branch?: string;
  };
  readonly mail?: {
    readonly to: string;
    readonly bcc?: readonly string[];
    readonly subject?: string;
    /** The component that is the mobile app. */
    readonly app?: string;
  };
  readonly chat?: {
    /** What the release is ready for: `is out for sanity testing`. */
    readonly state?: string;
    /** People or groups, as the channel knows them. */
    readonly mentions?: readonly string[];
  };
}
