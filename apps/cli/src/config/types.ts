import type { DatabaseConfig } from "./database-types.js";
import type { CiConfig, ComponentCiConfig } from "./ci-types.js";
import type { AnnounceConfig } from "./announce-types.js";
import type { DeployConfig, SshConfig } from "./deploy-types.js";
import type { MergeConfig } from "./merge-types.js";
import type { NotesConfig } from "./notes-types.js";
import type { AppConfig } from "./play-types.js";
import type { TrainConfig } from "./train-types.js";

/** A deployable and its repository. */
export interface ComponentConfig {
  /** Unique; used in reports, with `-R` and in trains. */
  readonly name: string;
  /** A URL, a path (`/`, `./`, `../`, `~`; relative to the configuration), or `owner/name` on GitHub. */
  readonly repository: string;
  /** Its default branch. Default: what the remote calls HEAD. */
  readonly mainline?: string;
  /** How its releases are tagged, `{version}` standing for the version. Default: `v{version}`. */
  readonly tagPattern?: string;
  /** A regular expression for its release branches. Default: `^v?\d+\.\d+$`. */
  readonly releaseBranchPattern?: string;
  /** Only changes below these folders are its own (two products in one repository). */
  readonly paths?: readonly string[];
  /** A release line: the suffix of its versions (`tc2` for `1.34.0-tc2`). */
  readonly stream?: string;
  /** Count `1.2.0-rc.1` and the like as releases. Default: false. */
  readonly prereleases?: boolean;
  /** `true`: reports list nothing of it; a list: subjects that they leave out, `*` standing for any text. */
  readonly mute?: true | readonly string[];
  /**
   * What its release branches are cut from: `mainline`, `previous` (the release branch before), or a branch. Default:
   * the mainline for the first branch of a major version, else the previous one.
   */
  readonly cutFrom?: string;
  /**
   * Whose versions it has: `own`, or one word for all components that share theirs. Default: found out by comparing
   * them, and `own` where a tag publishes it.
   */
  readonly numbering?: string;
  /** Its CI publishes whatever is tagged: only the next number of its own is allowed as a tag. Default: false. */
  readonly publishesOnTag?: boolean;
  /** A file of its mainline names the version under development, which goes on when a release branch is cut. */
  readonly developmentVersion?: DevelopmentVersionConfig;
  /** What a merge of its release branches settles without a person: version lines and lock files. */
  readonly merge?: MergeConfig;
  /** How other repositories pin it. Default: by its name, in the only family that has it. */
  readonly pin?: { readonly name?: string; readonly family?: string };
  /** Names of the components whose versions its package.json pins: libraries that a tag publishes. */
  readonly consumes?: readonly string[];
  /** Its releases on GitHub; absent: trains make none. */
  readonly release?: ReleaseConfig;
  /** How it gets onto servers; absent: it does not. */
  readonly deploy?: DeployConfig;
  /** How CI builds and deploys it; absent: trains leave its CI alone. */
  readonly ci?: ComponentCiConfig;
  /** What a train may do to it; absent means yes. */
  readonly policy?: {
    readonly branch?: boolean;
    readonly tag?: boolean;
    readonly githubRelease?: boolean;
    readonly deploy?: boolean;
    readonly publish?: boolean;
  };
}

/** How a component is released on GitHub. A type: only that is JSON to the compiler. */
export type ReleaseConfig = {
  /**
   * Who makes the tag: `tag-first`, or `release-first` for a release that makes it where it is not there yet. `ci`: the
   * build makes the release too, as goreleaser does, and a train only waits for its files. Default: `tag-first`.
   */
  readonly owner?: "tag-first" | "release-first" | "ci";
  /** Names of the files that its CI adds: `api_{version}_{arch}.deb`, `*` standing for any text. Each must be there. */
  readonly assets?: readonly string[];
  /** What `{arch}` and other places of the names stand for; `{version}` is known. */
  readonly values?: Readonly<Record<string, string>>;
  /** The name of the file that `sha256sum` wrote: `api_{version}_checksums.txt`. */
  readonly checksums?: string;
  /** Bytes; a smaller file is a failed build. Default: 1. */
  readonly minSize?: number;
};

/** Where a mainline names the version under development, and what comes next. A type: only that is JSON to the compiler. */
export type DevelopmentVersionConfig = {
  /** Path in the repository. */
  readonly file: string;
  /** A regular expression that finds the version once, as the named group `version`. */
  readonly pattern: string;
  /** `next-major` or `next-minor` after the branch that is cut, or the version itself. */
  readonly next: string;
  /** The branch that is pushed for review; absent: the mainline itself is pushed. */
  readonly review?: string;
};

/** Where versions of components are pinned. */
export interface PinRuleConfig {
  /** Which files, as a glob from the root: `{pi,tc2}/**` or `pi/*.sls`. */
  readonly files: string;
  /** `yaml`: `name:` and `version:` as Salt's states have them. `pattern`: whatever the pattern finds. */
  readonly format: "yaml" | "package-json" | "pattern";
  /** A regular expression with a group `(?<version>…)`, and `(?<name>…)` or `(?<family>…)` if it likes. */
  readonly pattern?: string;
  /** Only pins of this name, or the name of what a pattern finds. */
  readonly name?: string;
  /** Default: the first folder of the path (`pi`, `tc2`), for package-json the whole folder. */
  readonly family?: string;
}

/** A list on one branch that names files of others, as Salt's `top.sls` names states. */
export interface ReferenceRuleConfig {
  /** What the things are, for people: `states`. */
  readonly name: string;
  readonly list: {
    readonly branch: string;
    readonly file: string;
    /** A regular expression with a group `(?<name>…)`, tried on each line. */
    readonly pattern: string;
    /** A regular expression with a group `(?<section>…)`: lines below are of that section, until the next one. */
    readonly section?: string;
    /** Branch → its section, where they differ. */
    readonly sections?: Readonly<Record<string, string>>;
  };
  /** Where a name may lead: `{name}.sls`, `{name}/init.sls`. */
  readonly targets: readonly string[];
  /** Names, as globs, that need not be named anywhere. */
  readonly ignore?: readonly string[];
  /** How much a finding weighs. An error stops a promotion; `info` stands in the facts only. */
  readonly severity?: {
    readonly [
      Code in
        | "reference-broken"
        | "reference-missing"
        | "reference-arrives"
        | "reference-added"
        | "reference-unused"
        | "reference-list-empty"
    ]?: "error" | "warning" | "info" | "off";
  };
}

/** An environment: the branch that holds its configuration, and the servers it runs on. */
export interface EnvironmentConfig {
  readonly name: string;
  /** Default: the name. */
  readonly branch?: string;
  /** Group → its hosts, as ssh knows them: `{ api: ["server-prod-api"] }`. */
  readonly hosts?: Readonly<Record<string, readonly string[]>>;
}

/** A project board of GitHub whose cards have a release: the options of a single-select field. */
export interface BoardConfig {
  /** Login of the organisation or user. */
  readonly owner: string;
  /** As in its address. */
  readonly number: number;
  /** Default: `Release`. */
  readonly releaseField?: string;
  /** Default: `Status`. */
  readonly statusField?: string;
  /** Default: none is read. */
  readonly categoryField?: string;
  /** The word in an option's description that marks the release that is worked on. Default: `Active`. */
  readonly marker?: string;
}

/** How promotions are reviewed on GitHub. */
export interface PullRequestsConfig {
  /** Whom to ask: logins, and teams as `organization/team`. */
  readonly reviewers?: readonly string[];
  readonly labels?: readonly string[];
  /** How trains merge. Default: `merge`; the others make git list the commits of a promotion as new for ever. */
  readonly method?: "merge" | "squash" | "rebase";
  /** How many people other than the author must approve. Default: 1. */
  readonly requiredApprovals?: number;
  /** Who presses the button in a train. Default: `person`. */
  readonly merge?: "signalbox" | "person";
  /** Checks of the review branch must pass before the merge. Default: false. */
  readonly checks?: boolean;
}

/** A template with its parameters. */
export interface TemplateChoice {
  readonly template: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** What `signalbox.config.*` holds. Everything has a default; no secret belongs in it. */
export interface SignalboxConfig {
  /** Where an editor finds the schema. */
  readonly $schema?: string;
  /** Deployables; a string is a repository, named by its last part. */
  readonly components?: readonly (string | ComponentConfig)[];
  /** From the first to the last one a change passes; a string is a name and a branch. */
  readonly environments?: readonly (string | EnvironmentConfig)[];
  /** The repository whose branches are the environments. */
  readonly configuration?: string | { readonly name?: string; readonly repository: string };
  /** How the servers are reached. */
  readonly ssh?: SshConfig;
  /** Where versions are pinned there. Default of `bump`: Salt states and package.json. */
  readonly pins?: readonly PinRuleConfig[];
  /** Lists on one branch of `configuration` that name files of the others. */
  readonly references?: readonly ReferenceRuleConfig[];
  /** Android apps on Google Play, one for each flavour. */
  readonly apps?: readonly AppConfig[];
  /** Where CI is, and what counts in it. */
  readonly ci?: CiConfig;
  /** Name → a database that is guarded before a deploy. */
  readonly databases?: Readonly<Record<string, DatabaseConfig>>;
  /** The project board whose cards have a release. */
  readonly board?: BoardConfig;
  /** Promotions of trains go through pull requests; absent: a review branch is pushed, and that is all. */
  readonly pullRequests?: PullRequestsConfig;
  /** Who is told of releases, by mail and chat. */
  readonly announce?: AnnounceConfig;
  /** What the texts about a release need. */
  readonly notes?: NotesConfig;
  /** Who may approve, where a train does not say it itself. */
  readonly approvers?: readonly string[];
  /** Whose name merge commits and tags carry. Default: git's `user.name` and `user.email`. */
  readonly identity?: { readonly name: string; readonly email: string };
  /** Name → a template's name, a template with parameters, or the train itself. */
  readonly trains?: Readonly<Record<string, string | TemplateChoice | TrainConfig>>;
  /** Where runs are kept, relative to this file. Default: `.signalbox`. */
  readonly stateDir?: string;
  /** Where copies of repositories are kept, relative to this file. Default: the user's cache folder. */
  readonly cacheDir?: string;
  /** How many repositories at once. Default: 8. */
  readonly concurrency?: number;
  /** Subjects that reports leave out in every component, `*` standing for any text. */
  readonly mute?: readonly string[];
}

/** A type-checked configuration for `signalbox.config.ts`; returns what it is given. */
export const defineConfig = (config: SignalboxConfig): SignalboxConfig => config;
