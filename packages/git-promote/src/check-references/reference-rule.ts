import * as z from "zod";
import { branchField, expressionWith } from "../input-fields.js";
import { treePathField } from "../tree-path.js";

/**
 * What is found. `reference-broken`: named, and this promotion takes it away. `reference-missing`: named, and neither
 * here nor brought. `reference-arrives`: named too early, and this promotion brings it. `reference-added`: brought, and
 * not named yet. `reference-unused`: here, and named nowhere. `reference-list-empty`: the list names nothing at all.
 */
export const REFERENCE_CODES = [
  "reference-broken",
  "reference-missing",
  "reference-arrives",
  "reference-added",
  "reference-unused",
  "reference-list-empty",
] as const;

export type ReferenceCode = (typeof REFERENCE_CODES)[number];

/** `error` stops a promotion, `warning` is told, `info` stands in the facts only, `off` is not looked for. */
export type ReferenceSeverity = "error" | "warning" | "info" | "off";

export const DEFAULT_SEVERITIES: Readonly<Record<ReferenceCode, ReferenceSeverity>> = {
  "reference-broken": "error",
  "reference-missing": "warning",
  "reference-arrives": "info",
  "reference-added": "warning",
  "reference-unused": "info",
  "reference-list-empty": "warning",
};

/** A list on one branch that names files of others: Salt's `top.sls`, the services of a deployment. Plain data. */
export interface ReferenceRule {
  /** What the things are, for people: `states`. */
  readonly name: string;
  readonly list: {
    /** Short name of the branch that has the list. */
    readonly branch: string;
    readonly file: string;
    /** A regular expression with a group `(?<name>…)`, tried on each line. */
    readonly pattern: string;
    /** A regular expression with a group `(?<section>…)`: lines below are of that section, until the next one. */
    readonly section?: string | undefined;
    /** Branch → its section, where they differ. Without `section` the whole list is of every branch. */
    readonly sections?: Readonly<Record<string, string>> | undefined;
  };
  /** Where a name may lead, any of them: `{name}.sls`, `{name}/init.sls`. */
  readonly targets: readonly string[];
  /** Names, as globs, that need not be named anywhere: `server/**`. */
  readonly ignore?: readonly string[] | undefined;
  readonly severity?: { readonly [Code in ReferenceCode]?: ReferenceSeverity } | undefined;
}

/** A rule as operations and configurations take it. */
export const referenceRuleField = z.strictObject({
  name: z.string().min(1).describe("What the things are, for people: states"),
  list: z.strictObject({
    branch: branchField.describe("The branch that has the list"),
    file: treePathField.describe("The file that is the list"),
    pattern: expressionWith("name").describe("Tried on each line; its group (?<name>…) is what the line names"),
    section: expressionWith("section").optional().describe("Lines below belong to its group (?<section>…)"),
    sections: z.record(z.string(), z.string()).optional().describe("Branch → its section, where they differ"),
  }),
  targets: z
    .array(z.string().refine((target) => target.includes("{name}"), { message: "needs {name} in it" }))
    .min(1)
    .readonly()
    .describe("Where a name may lead: {name}.sls, {name}/init.sls"),
  ignore: z.array(z.string().min(1)).readonly().optional().describe("Names, as globs, that need not be named anywhere"),
  severity: z
    .partialRecord(z.enum(REFERENCE_CODES), z.enum(["error", "warning", "info", "off"]))
    .optional()
    .describe("How much a finding weighs, by its code"),
}) satisfies z.ZodType<ReferenceRule>;
