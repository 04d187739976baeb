import type { CircleFault } from "./http/faults.js";

export interface CircleCiOptions {
  readonly projects: readonly ProjectOptions[];
  readonly tokens: readonly TokenOptions[];
  readonly faults?: readonly CircleFault[];
  /** The clock of the server. Default: the machine's. Nothing that it makes is as old as something before. */
  readonly now?: () => Date;
  /** Entries of a page. CircleCI's are 20. */
  readonly pageSize?: number;
}

export interface TokenOptions {
  /** Sent as `Circle-Token`. */
  readonly token: string;
  /** Which it may see. Default: all. */
  readonly projects?: readonly string[];
  /** Whether it may change them. Default true. */
  readonly write?: boolean;
}

export interface ProjectOptions {
  /** `gh/acme/server`, or `circleci/<id>/<id>` for the GitHub App. */
  readonly slug: string;
  /** What a push builds, until `console.configure` says otherwise. */
  readonly config?: ConfigScript;
  /** Of the pipeline definition, for `pipeline/run`. */
  readonly definitionId?: string;
}

/** A configuration, as far as it decides what runs. */
export interface ConfigScript {
  readonly parameters?: Readonly<Record<string, ParameterScript>>;
  readonly workflows: readonly WorkflowScript[];
  /** It cannot be read: every pipeline ends with this error, and has no workflow. */
  readonly error?: string;
}

/** https://circleci.com/docs/reference/configuration-reference/#parameters */
export type ParameterScript =
  | { readonly type: "string"; readonly default: string }
  | { readonly type: "boolean"; readonly default: boolean }
  | { readonly type: "integer"; readonly default: number }
  | { readonly type: "enum"; readonly enum: readonly string[]; readonly default: string };

export interface WorkflowScript {
  readonly name: string;
  readonly jobs: readonly JobScript[];
}

export interface JobScript {
  readonly name: string;
  /** Default `build`. */
  readonly type?: "build" | "approval";
  readonly needs?: readonly string[];
  /** `filters.tags.only`. Without it a job runs on no tag. */
  readonly tags?: RegExp;
  /** `filters.branches`. */
  readonly branches?: { readonly only?: RegExp; readonly ignore?: RegExp };
  /** How it ends each time it runs, the last for all times after. Default `success`. `running` ends by `console.finish`. */
  readonly ends?: readonly JobEnd[];
  /** Path → content, kept when it has run. */
  readonly artifacts?: Readonly<Record<string, string>>;
}

export type JobEnd =
  | "success"
  | "failed"
  | "running"
  | "canceled"
  | "infrastructure_fail"
  | "timedout"
  | "terminated-unknown"
  | "unauthorized";
