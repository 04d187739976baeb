import type { BuildParameters, TriggerRequest } from "../builds/ports.js";
import { ciCannot, type CiQuestion } from "../errors.js";
import type { Project } from "./project.js";

/** Limits of https://circleci.com/docs/api/v2/ (triggerPipeline); beyond them it answers 400. */
const MOST_ENTRIES = 100;
const LONGEST_NAME = 128;
const LONGEST_VALUE = 512;

/**
 * What begins a pipeline. `workflow` of the request says nothing here: CircleCI begins a pipeline, and its parameters and
 * filters choose the workflows. Pure. @throws ReleaseError `ERR_CI_CANNOT`
 */
export function bodyOf(question: CiQuestion, project: Project, request: TriggerRequest): TriggerCall {
  const { branch, tag, parameters } = request;
  if ((branch === undefined) === (tag === undefined))
    throw ciCannot(question, "a pipeline is begun of a branch or of a tag", "Name exactly one of both.");
  const wrong = wrongParameter(parameters);
  if (wrong !== null)
    throw ciCannot(
      question,
      `the parameter ${wrong} is too long, or one too many`,
      `At most ${MOST_ENTRIES}, with names up to ${LONGEST_NAME} and values up to ${LONGEST_VALUE} characters.`,
    );
  const source = branch === undefined ? { tag } : { branch };
  const { definitionId, vcs } = project;
  if (definitionId !== null)
    return {
      path: "/pipeline/run",
      body: { definition_id: definitionId, config: source, checkout: source, parameters },
    };
  if (vcs === "circleci")
    throw ciCannot(
      question,
      "a project of the GitHub App begins a pipeline by its definition, and none is configured",
      "Give its id as `definitionId`: project settings, Pipelines.",
    );
  return { path: "/pipeline", body: { ...source, parameters } };
}

interface TriggerCall {
  readonly path: string;
  readonly body: object;
}

function wrongParameter(parameters: BuildParameters): string | null {
  const entries = Object.entries(parameters);
  const wrong = entries.find(
    ([name, value], index) =>
      index >= MOST_ENTRIES || name.length > LONGEST_NAME || String(value).length > LONGEST_VALUE,
  );
  return wrong?.[0].slice(0, LONGEST_NAME) ?? null;
}
