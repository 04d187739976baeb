import type { Board, BoardField, BoardOption, Boards } from "@signalbox/github";
import { isUnknownResult } from "@signalbox/github";
import {
  already,
  type CallOptions,
  done,
  isReleaseError,
  type Outcome,
  pending,
  type PerformContext,
  planStale,
  toJson,
  callOptionsOf,
} from "@signalbox/release-core";
import { hasMarker } from "../board/active-marker.js";
import type { BoardPorts } from "../board/ports.js";
import { boardMissing, boardOptionsLost } from "../errors.js";
import type { ManualStep, ReplaceDescription, RestoreValues, SetReleaseAction, SetReleaseResult } from "./action.js";
import type { SetReleaseInput } from "./input.js";
import { compare, forgetSnapshot, loadSnapshot, saveSnapshot, type Snapshot, takeSnapshot } from "./snapshot.js";

/** How long a person has for a click before the next look. */
const LOOK_AGAIN_MS = 60_000;

type SetReleaseContext = PerformContext<SetReleaseInput>;

export function perform(
  action: SetReleaseAction,
  { boards }: BoardPorts,
  context: SetReleaseContext,
): Promise<Outcome<SetReleaseResult>> {
  if (action.type === "manual-step") return lookAtManualStep(action, boards, context);
  if (action.type === "restore-values") return restoreValues(action, boards, context);
  return replaceDescription(action, boards, context);
}

async function lookAtManualStep(
  action: ManualStep,
  boards: Boards,
  context: SetReleaseContext,
): Promise<Outcome<SetReleaseResult>> {
  const { option } = await look(action, boards, callOptionsOf(context));
  if (hasMarker(option.description, action.marker) !== action.active) return pending({ waiting: true }, LOOK_AGAIN_MS);
  const result = { description: option.description, compared: 0, restored: [], changedMeanwhile: [] };
  return context.handle === null ? already(result) : done(result);
}

async function replaceDescription(
  action: ReplaceDescription,
  boards: Boards,
  context: SetReleaseContext,
): Promise<Outcome<SetReleaseResult>> {
  const call = callOptionsOf(context);
  const { board, field, option } = await look(action, boards, call);
  if (option.description === action.description) {
    const remembered = await loadSnapshot(context.checkpoint);
    if (remembered?.field !== field.id) return already(resultOf(option.description));
    return done(await verify({ boards, board, field }, option.description, remembered, context));
  }
  if (!sameOptions(field.options, action.expectedOptions)) {
    throw planStale(`The options of ${field.name}`, toJson(action.expectedOptions), toJson(field.options));
  }
  const before = await takeSnapshot(boards, board, field, call);
  await saveSnapshot(context.checkpoint, before);
  const wanted = action.expectedOptions.map((each) =>
    each.id === action.option.id ? { ...each, description: action.description } : each,
  );
  try {
    await boards.replaceOptions({ board: board.id, field: field.id }, wanted, call);
  } catch (error) {
    if (!isUnknownResult(error)) {
      // Whoever stopped in the middle does not know whether it happened, and needs the snapshot.
      if (isReleaseError(error) && !context.signal.aborted) await forgetSnapshot(context.checkpoint);
      throw error;
    }
    const found = await look(action, boards, call);
    if (found.option.description !== action.description) throw error;
  }
  const now = await look(action, boards, call);
  return done(await verify({ boards, ...now }, action.description, before, context));
}

interface Place extends Seen {
  readonly boards: Boards;
}

/** Compares every value with what was remembered, and gives back what was lost. */
async function verify(
  place: Place,
  description: string,
  before: Snapshot,
  context: SetReleaseContext,
): Promise<SetReleaseResult> {
  const { boards, board, field } = place;
  const call = callOptionsOf(context);
  const { lost, changed } = compare(before, await takeSnapshot(boards, board, field, call));
  if (Object.keys(lost).length > 0) {
    await giveBack(place, lost, call);
    const left = compare(before, await takeSnapshot(boards, board, field, call)).lost;
    if (Object.keys(left).length > 0) throw boardOptionsLost(board, field.name, left);
  }
  await forgetSnapshot(context.checkpoint);
  return {
    description,
    compared: Object.keys(before.values).length,
    restored: Object.keys(lost),
    changedMeanwhile: changed,
  };
}

async function restoreValues(
  action: RestoreValues,
  boards: Boards,
  context: SetReleaseContext,
): Promise<Outcome<SetReleaseResult>> {
  const call = callOptionsOf(context);
  const { board, field } = await lookAtField(action, boards, call);
  const before = { board: board.id, field: field.id, values: action.values };
  const { lost, changed } = compare(before, await takeSnapshot(boards, board, field, call));
  const result = { ...resultOf(null), compared: Object.keys(action.values).length, changedMeanwhile: changed };
  await giveBack({ boards, board, field }, lost, call);
  await forgetSnapshot(context.checkpoint);
  if (Object.keys(lost).length === 0) return already(result);
  return done({ ...result, restored: Object.keys(lost) });
}

/** One write an item, one after the other. @throws ReleaseError `ERR_BOARD_OPTIONS_LOST` when an option is gone */
async function giveBack(
  { boards, board, field }: Place,
  lost: Readonly<Record<string, string>>,
  call: CallOptions,
): Promise<void> {
  for (const [item, name] of Object.entries(lost)) {
    const option = field.options.find((each) => each.name === name);
    if (option === undefined) throw boardOptionsLost(board, field.name, lost);
    await boards.setOption({ board: board.id, field: field.id, item, option: option.id }, call);
  }
}

interface Seen {
  readonly board: Board;
  readonly field: BoardField;
}

async function lookAtField(
  action: Pick<SetReleaseAction, "board" | "field">,
  boards: Boards,
  call: CallOptions,
): Promise<Seen> {
  const board = await boards.findBoard(action.board, call);
  if (board === null) throw boardMissing(action.board);
  const field = board.fields.find(({ id }) => id === action.field.id);
  if (field === undefined) {
    throw planStale(
      `The field ${action.field.name} of the board`,
      action.field.id,
      board.fields.map(({ name }) => name),
    );
  }
  return { board, field };
}

/** By name where the id is another: an option that was made anew is still the one that is meant. */
async function look(
  action: ManualStep | ReplaceDescription,
  boards: Boards,
  call: CallOptions,
): Promise<Seen & { readonly option: BoardOption }> {
  const seen = await lookAtField(action, boards, call);
  const { id, name } = action.option;
  const option =
    seen.field.options.find((each) => each.id === id) ?? seen.field.options.find((each) => each.name === name);
  if (option === undefined) {
    throw planStale(
      `The option ${name} of ${action.field.name}`,
      id,
      seen.field.options.map((each) => each.name),
    );
  }
  return { ...seen, option };
}

const resultOf = (description: string | null): SetReleaseResult => ({
  description,
  compared: 0,
  restored: [],
  changedMeanwhile: [],
});

const sameOptions = (found: readonly BoardOption[], expected: readonly BoardOption[]): boolean =>
  found.length === expected.length &&
  found.every((option, index) => {
    const other = expected[index];
    return (
      other !== undefined &&
      option.id === other.id &&
      option.name === other.name &&
      option.color === other.color &&
      option.description === other.description
    );
  });
