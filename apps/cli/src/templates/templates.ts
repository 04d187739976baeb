import type { Json } from "@signalbox/release-core";
import type { Train } from "@signalbox/release-train";
import type { AnnounceConfig } from "../config/announce-types.js";
import type { CiConfig } from "../config/ci-types.js";
import type { DatabaseConfig } from "../config/database-types.js";
import type { Component } from "../config/inventory.js";
import type { PinRuleConfig, PullRequestsConfig, ReferenceRuleConfig } from "../config/types.js";
import type { ServedEnvironment } from "./deploy-steps.js";
import { numbered } from "./numbered.js";
import type { TextsWanted } from "./text-steps.js";
import { weekly } from "./weekly.js";

/** What a template makes its train of. */
export interface TemplateInput {
  /** The train's name, for errors. */
  readonly name: string;
  /** The configuration repository. */
  readonly repository: string | null;
  /** Branches, from the first to the last that a change passes. */
  readonly environments: readonly string[];
  /** Those of them that have servers, in the same order; null for one without. */
  readonly servers: readonly (ServedEnvironment | null)[];
  readonly components: readonly Component[];
  readonly approvers: readonly string[];
  /** What else to look at in the configuration repository; null: nothing is configured. */
  readonly rules: {
    readonly pins: readonly PinRuleConfig[] | null;
    readonly references: readonly ReferenceRuleConfig[] | null;
  };
  /** Null: promotions end at their review branch, whoever merges it. */
  readonly pullRequests: PullRequestsConfig | null;
  /** Whose jobs deploys would kill. Default: none is configured. */
  readonly databases?: Readonly<Record<string, DatabaseConfig>>;
  /** Where CI is. Default: as CI is without a configuration. */
  readonly ci?: CiConfig;
  /** Whom trains tell. Default: nobody. */
  readonly announce?: AnnounceConfig;
  /** Where notes are told, as `publish-notes` takes it. Absent: they are not. */
  readonly notes?: { readonly [field: string]: Json } | undefined;
  /** What is told of a numbered release. Absent: nothing. */
  readonly texts?: TextsWanted | undefined;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** @throws ReleaseError `ERR_USAGE` when something is missing that the train is made of */
export type Template = (input: TemplateInput) => Omit<Train, "name">;

/** Trains that are ready to use, or to copy with `signalbox init <name>`. */
export const TEMPLATES: Readonly<Record<string, Template>> = { weekly, numbered };

/** What `--set` may name for each. */
export const PARAMETERS_OF: Readonly<Record<string, readonly string[]>> = {
  weekly: ["version", "maxAgeDays", "pollMs", "deploy"],
  numbered: ["release", "previous", "version", "libraries", "deploy", "notesUrl", "announcement"],
};
