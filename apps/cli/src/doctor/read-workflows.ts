import type { WorkflowFile } from "@signalbox/github";
import { parse } from "yaml";

export interface UsedEnvironment {
  readonly environment: string;
  /** The first workflow that deploys to it. */
  readonly path: string;
}

export interface Workflows {
  /** Whether a job could report a check of this name: a guess from what stands in the files. */
  mayMake(check: string): boolean;
  readonly environments: readonly UsedEnvironment[];
}

/**
 * Reads workflows as far as names of checks and environments go. A file that is no YAML has no jobs; what an expression
 * stands for is not known, and matches anything. Pure.
 * Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export function readWorkflows(files: readonly WorkflowFile[]): Workflows {
  const jobs = files.flatMap(({ path, text }) => jobsOf(text).map((job) => ({ ...job, path })));
  const patterns = jobs.map(({ id, job }) => patternOf(id, job));
  const used = jobs.flatMap(({ job, path }) => {
    const environment = nameOf(job["environment"]);
    return environment === null || environment.includes("${{") ? [] : [{ environment, path }];
  });
  return {
    mayMake: (check) => patterns.some((pattern) => pattern.test(check)),
    environments: used.filter(
      ({ environment }, index) => used.findIndex((other) => other.environment === environment) === index,
    ),
  };
}

const MOST_EXPRESSIONS = 4;

type Fields = Readonly<Record<string, unknown>>;

function jobsOf(text: string): readonly { readonly id: string; readonly job: Fields }[] {
  try {
    const { jobs } = fieldsOf(parse(text, { logLevel: "silent" }));
    return Object.entries(fieldsOf(jobs)).map(([id, job]) => ({ id, job: fieldsOf(job) }));
  } catch {
    return [];
  }
}

/** A job of a matrix is `name (a, b)`, one of a workflow that is called `name / job`. */
function patternOf(id: string, { name, strategy, uses }: Fields): RegExp {
  const shown = typeof name === "string" ? name : id;
  const words = shown.split(/\$\{\{.*?\}\}/s).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (words.length > MOST_EXPRESSIONS + 1) return /^/; // somebody else's text shall not become a slow expression
  const matrix = fieldsOf(strategy)["matrix"] === undefined ? "" : "(?: \\(.+\\))?";
  const called = typeof uses === "string" ? " / .+" : "";
  return new RegExp(`^${words.join(".*")}${matrix}${called}$`, "s");
}

const nameOf = (environment: unknown): string | null => {
  const name = typeof environment === "string" ? environment : fieldsOf(environment)["name"];
  return typeof name === "string" && name !== "" ? name : null;
};

const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
