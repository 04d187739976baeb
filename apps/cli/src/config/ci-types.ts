export type CiSystemName = "circleci" | "github-actions" | "travis";

/** What a build is begun with. `{version}` and `{code}` (16.12.3 → 161203) stand for the release. */
export type CiParameters = { readonly [name: string]: string | number | boolean };

/** Where a team's CI is, and what counts in it. Tokens stand in the environment, never here. */
export interface CiConfig {
  /** Of components that do not say it. Default: `github-actions`. */
  readonly system?: CiSystemName;
  /** Older builds are begun again before a deploy, days. Default: any age is good. */
  readonly maxAgeDays?: number;
  /** An own server; default: circleci.com. */
  readonly circleci?: CiServerConfig;
  /** An own server; default: travis-ci.com. */
  readonly travis?: CiServerConfig;
  /** Tests of the whole, which a weekly train runs once the test servers are deployed. */
  readonly integrationTests?: IntegrationTestsConfig;
}

export interface CiServerConfig {
  /** Of its interface: `https://circleci.example.org/api/v2`, `https://travis.example.org/api`. */
  readonly url: string;
  /** Where people look at builds. */
  readonly appUrl?: string;
}

/** How CI knows a repository. A type, as those below: only that is JSON to the compiler. */
export type CiPlaceConfig = {
  readonly system?: CiSystemName;
  /** Where it is not named like the repository: `gh/acme/api`, `circleci/<id>/<id>`; `acme/api` of the others. */
  readonly project?: string;
  /** CircleCI: which of several pipelines is begun. */
  readonly definition?: string;
  /** Only builds of this name; needed where a repository has several workflows. */
  readonly workflow?: string;
  /** Jobs, by name or pattern, that must have passed. Default: the whole build, which is held for ever before an approval. */
  readonly jobs?: readonly string[];
};

export interface IntegrationTestsConfig extends CiPlaceConfig {
  readonly repository: string;
  /** Default: its mainline. */
  readonly branch?: string;
}

/** How CI builds and deploys a component. */
export type ComponentCiConfig = CiPlaceConfig & {
  readonly maxAgeDays?: number;
  /** Jobs that deploy a release branch for people to try it. Trains wait for them before they ask whether it is ready. */
  readonly staging?: readonly string[];
  /** Production → the approval that starts its deploy. */
  readonly production?: Readonly<Record<string, CiDeployConfig>>;
  /** Name → a build that a train begins with parameters, one after the other. */
  readonly builds?: Readonly<Record<string, CiBuildConfig>>;
};

export type CiDeployConfig = {
  /** The approval's name, or a pattern of it: `PROD_approve`. */
  readonly approval: string | readonly string[];
  /** The jobs that it starts, which have to pass: `PROD_deploy`. */
  readonly jobs: readonly string[];
  /** A database of the configuration that is guarded directly before. */
  readonly database?: string;
};

export type CiBuildConfig = {
  /** All that matter: what is not named gets its default, `1.0.0` and the like. */
  readonly parameters: CiParameters;
  /** Must have passed before the approval. Default: those that it needs. */
  readonly jobs?: readonly string[];
  /** Absent: nothing holds it. */
  readonly approval?: string | readonly string[];
  /** What has to have passed at the end: `release_android_live`. */
  readonly made: readonly string[];
  /** Files that it kept. */
  readonly artifacts?: {
    /** Default: of the whole build. */
    readonly job?: string;
    /** Paths as CI lists them, `*` standing for any text. */
    readonly paths: readonly string[];
    /** Relative to the configuration, with `{version}`. */
    readonly folder: string;
  };
};
