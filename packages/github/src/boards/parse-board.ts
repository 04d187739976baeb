import { answerIncomplete } from "../errors.js";
import type { BoardAnswer, FieldNode } from "./board-query.js";
import type { Board, BoardField, BoardName } from "./port.js";

/** Pure. @throws ReleaseError `ERR_GITHUB_INCOMPLETE` */
export function boardOf(name: BoardName, { boards, optionInput, repositoryOwner }: BoardAnswer): Board | null {
  const project = repositoryOwner?.projectV2 ?? null;
  if (project === null) return null;
  const fields = (project.fields.nodes ?? []).filter((node) => node !== null).map(fieldOf);
  if (fields.length < project.fields.totalCount) {
    throw answerIncomplete("the fields of a board", project.fields.totalCount, fields.length);
  }
  const items = boards?.fields.find((field) => field.name === "items")?.args.map((argument) => argument.name) ?? [];
  return {
    id: project.id,
    name,
    title: project.title,
    url: project.url,
    fields,
    filters: items.includes("query"),
    splitsArchived: items.includes("archivedStates"),
    keepsOptions: optionInput?.inputFields.some((field) => field.name === "id") ?? false,
    canChange: project.viewerCanUpdate,
  };
}

const fieldOf = ({ id, name, dataType, options = [], configuration }: FieldNode): BoardField => ({
  id,
  name,
  kind: dataType.toLowerCase(),
  options,
  iterations: configuration === undefined ? [] : [...configuration.iterations, ...configuration.completedIterations],
});
