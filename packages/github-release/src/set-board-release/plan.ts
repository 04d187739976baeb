import type { Draft, Problem, Warning } from "@signalbox/release-core";
import { hasMarker, withMarker } from "../board/active-marker.js";
import { boardOptionsNotKept, boardReadOnly } from "../problems-of-boards.js";
import type { ManualStep, ReplaceDescription, RestoreValues, SetReleaseAction } from "./action.js";
import type { SetReleaseFacts } from "./inspect.js";
import type { SetReleaseInput } from "./input.js";

/** Facts → actions. Pure. */
export function plan(given: SetReleaseInput, facts: SetReleaseFacts): Draft<SetReleaseAction> {
  const { board, option } = facts;
  const isDone = hasMarker(option.description, given.marker) === given.active;
  const restoring = restore(given, facts);
  const changing = isDone ? [] : [given.way === "manual" ? manual(given, facts) : replace(given, facts)];
  return {
    target: `board ${given.board.owner}/${given.board.number}`,
    actions: [...restoring, ...changing],
    problems: problemsOf(given, facts, restoring.length > 0 || !isDone),
    warnings: [...facts.warnings, ...othersMarked(given, facts)],
    facts: { board: board.url, release: option.name, description: option.description },
  };
}

function problemsOf(
  { way, board: name }: SetReleaseInput,
  { board }: SetReleaseFacts,
  writes: boolean,
): readonly Problem[] {
  if (way === "manual" || !writes) return [];
  return [
    ...(board.canChange ? [] : [boardReadOnly(name)]),
    ...(board.keepsOptions ? [] : [boardOptionsNotKept(name)]),
  ];
}

const common = ({ board, marker, active }: SetReleaseInput, { field, option }: SetReleaseFacts) => ({
  board,
  field: { id: field.id, name: field.name },
  option: { id: option.id, name: option.name },
  marker,
  active,
  expectedDescription: option.description,
});

function manual(given: SetReleaseInput, facts: SetReleaseFacts): ManualStep {
  const { board, field, option } = facts;
  const words = given.active ? `add "${given.marker}" to` : `remove "${given.marker}" from`;
  return {
    type: "manual-step",
    summary: `by hand: open ${board.url}/settings, field ${field.name}, option ${option.name}, and ${words} its description`,
    ...common(given, facts),
    url: `${board.url}/settings`,
  };
}

function replace(given: SetReleaseInput, facts: SetReleaseFacts): ReplaceDescription {
  const { field, option } = facts;
  const description = withMarker(option.description, given.marker, given.active);
  const count = field.options.length;
  return {
    type: "replace-description",
    summary: `describe ${option.name} as "${description}" instead of "${option.description}", sending ${count === 1 ? "the only option" : `all ${count} options`} of ${field.name} with their ids`,
    ...common(given, facts),
    description,
    expectedOptions: field.options,
  };
}

function restore({ board }: SetReleaseInput, { field, lost }: SetReleaseFacts): readonly RestoreValues[] {
  const count = Object.keys(lost).length;
  if (count === 0) return [];
  return [
    {
      type: "restore-values",
      summary: `give ${count === 1 ? "one item" : `${count} items`} back the ${field.name} that an earlier run lost`,
      board,
      field: { id: field.id, name: field.name },
      values: lost,
    },
  ];
}

function othersMarked({ marker, active }: SetReleaseInput, { field, option }: SetReleaseFacts): readonly Warning[] {
  const others = field.options.filter(({ id, description }) => id !== option.id && hasMarker(description, marker));
  if (!active || others.length === 0) return [];
  return [
    {
      code: "board-other-release-active",
      message: `Marked ${marker} too: ${others.map(({ name }) => name).join(", ")}.`,
      hint: "Take the mark off what is out: `active: false` for that release.",
    },
  ];
}
