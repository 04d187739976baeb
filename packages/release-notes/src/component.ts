/** A deployable and where its releases come from. */
export interface Component {
  /** Default: the repository's short name. */
  readonly name?: string | undefined;
  /** A path or URL, as `Repositories.open` takes it. */
  readonly repository: string;
  /** Short name of the default branch; default: what the remote says. */
  readonly mainline?: string | undefined;
  /** Default `v{version}`. */
  readonly tagPattern?: string | undefined;
  /** One of several release lines, written behind the version: `tc2` for tags as `v1.34.0-tc2`. */
  readonly stream?: string | undefined;
  /** Folders or files of this component, when a repository has several: only changes there count. */
  readonly paths?: readonly string[] | undefined;
  /** `true`: nothing of this component is listed; a list: subjects that are not, with `*` for any text. Both are counted. */
  readonly mute?: true | readonly string[] | undefined;
  /** Count `1.2.0-rc.1` and the like as releases. Default false. */
  readonly prereleases?: boolean | undefined;
}

/** One commit in a report. */
export interface Change {
  readonly commit: string;
  readonly subject: string;
  /** The author's name. */
  readonly author: string;
  /** Author date, ISO 8601 with offset. */
  readonly date: string;
  /** The author's account, where the report was read from GitHub and GitHub knows one. */
  readonly login?: string;
  /** The merged one that brought it, where the report was read from GitHub. Its text is anybody's. */
  readonly pullRequest?: { readonly number: number; readonly title: string; readonly labels: readonly string[] };
}

export interface ReportWarning {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** What is not released of one component. A broken one has `error`, and nothing else is known of it. */
export interface ComponentReport {
  readonly name: string;
  /** Where it was read, credentials removed. */
  readonly repository: string;
  /** Short name; null when there is an `error`. */
  readonly mainline: string | null;
  readonly latest: {
    readonly tag: string;
    readonly version: string;
    readonly commit: string;
    readonly date: string;
  } | null;
  /** On the mainline and in no release, without merges, oldest first. */
  readonly unreleased: readonly Change[];
  readonly warnings: readonly ReportWarning[];
  readonly error?: { readonly code: string; readonly message: string; readonly hint: string };
}

/** What `findUnreleased` answers, in the order of the components given. */
export interface UnreleasedReport {
  readonly format: 1;
  readonly components: readonly ComponentReport[];
}
