import type { Build, BuildParameters } from "./ports.js";

/**
 * What a build was surely started with; null when nobody can know. Where CI tells nothing, one that a push made was given
 * nothing: it has what the pipeline declares. A schedule of CircleCI gives parameters
 * (https://circleci.com/docs/guides/orchestrate/schedule-pipelines-with-multiple-workflows/). Pure.
 */
export const parametersOf = ({ parameters, cause }: Pick<Build, "parameters" | "cause">): BuildParameters | null =>
  parameters ?? (cause === "push" ? {} : null);

export interface ParameterDifference {
  /** Null where it is not among the parameters of that side. */
  readonly expected: string | null;
  readonly found: string | null;
}

/** By name. CI systems tell numbers as texts and back, so texts are compared. Pure. */
export function parameterDifferences(
  expected: BuildParameters,
  found: BuildParameters,
): ReadonlyMap<string, ParameterDifference> {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort();
  const text = (of: BuildParameters, name: string): string | null =>
    Object.hasOwn(of, name) ? String(of[name]) : null;
  return new Map(
    names
      .map((name) => [name, { expected: text(expected, name), found: text(found, name) }] as const)
      .filter(([, line]) => line.expected !== line.found),
  );
}

/** All that was asked for is as asked; the others have what the pipeline gives by itself. Pure. */
export const hasParameters = (asked: BuildParameters, found: BuildParameters): boolean =>
  [...parameterDifferences(asked, found).values()].every(({ expected }) => expected === null);
