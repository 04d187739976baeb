import type { Board, BoardField, BoardName, BoardOption, Boards } from "@signalbox/github";
import type { CallOptions, Warning } from "@signalbox/release-core";
import { boardFieldMissing, boardFieldNotSelect, boardMissing, boardReleaseMissing } from "../errors.js";
import { namesLike } from "./names-like.js";

export interface ReleaseOnBoard {
  readonly board: Board;
  readonly field: BoardField;
  readonly option: BoardOption;
  readonly warnings: readonly Warning[];
}

interface Question {
  readonly board: BoardName;
  readonly release: string;
  readonly releaseField: string;
}

/**
 * The board, and the option that stands for a release. Names count exactly; `v16.11.0` is also found as `16.11.0`, and
 * the other way round, with a warning, since tags have the letter that boards leave out.
 * @throws ReleaseError `ERR_BOARD_NOT_FOUND`, `ERR_BOARD_FIELD_MISSING`, `ERR_BOARD_RELEASE_MISSING`
 */
export async function findReleaseOption(
  boards: Boards,
  { board: name, release, releaseField }: Question,
  call?: CallOptions,
): Promise<ReleaseOnBoard> {
  const board = await boards.findBoard(name, call);
  if (board === null) throw boardMissing(name);
  const field = fieldNamed(board, releaseField);
  if (field.kind !== "single_select") throw boardFieldNotSelect(board, field);
  return { board, field, ...optionFor(board, field, release) };
}

/** @throws ReleaseError `ERR_BOARD_FIELD_MISSING`, with the fields that the board has */
export function fieldNamed(board: Board, name: string): BoardField {
  const field = board.fields.find((each) => each.name === name);
  if (field !== undefined) return field;
  const names = board.fields.map((each) => each.name);
  throw boardFieldMissing(board, name, { names, near: namesLike(names, name) });
}

function optionFor(board: Board, field: BoardField, release: string): Pick<ReleaseOnBoard, "option" | "warnings"> {
  const exact = field.options.find(({ name }) => name === release);
  if (exact !== undefined) return { option: exact, warnings: [] };
  const other = release.startsWith("v") ? release.slice(1) : `v${release}`;
  const found = /^v?\d/.test(release) ? field.options.find(({ name }) => name === other) : undefined;
  const names = field.options.map(({ name }) => name);
  if (found === undefined) throw boardReleaseMissing(board, field, release, { names, near: namesLike(names, release) });
  const warning = {
    code: "board-release-spelling",
    message: `The board writes ${found.name} for ${release}.`,
    hint: `Write ${found.name} where the board is meant.`,
  };
  return { option: found, warnings: [warning] };
}
