import type { BoardItem, BoardName } from "@signalbox/github";
import { type CallOptions, parseInput, type Warning } from "@signalbox/release-core";
import * as z from "zod";
import { hasMarker } from "../board/active-marker.js";
import { fieldNamed, findReleaseOption } from "../board/find-release-option.js";
import { fieldName, releaseOnBoard } from "../board/input-fields.js";
import type { BoardPorts } from "../board/ports.js";

export const input = z.strictObject({
  ...releaseOnBoard,
  statusField: fieldName.default("Status").describe("The field that says how far a card is"),
  categoryField: fieldName.optional().describe("The field that says what sort of card it is; default: none is read"),
});

export type BoardCardsInput = z.input<typeof input>;

export interface BoardCards {
  readonly board: BoardName & { readonly title: string; readonly url: string };
  readonly release: {
    /** As the board writes it. */
    readonly name: string;
    readonly description: string;
    /** The description says `Active`. */
    readonly active: boolean;
  };
  /** In the board's order. */
  readonly cards: readonly BoardCard[];
  readonly warnings: readonly Warning[];
}

/** All text of it was written by people: escape it where it is shown. */
export interface BoardCard {
  readonly id: string;
  readonly type: BoardItem["type"];
  /** Null when the token may not see it. */
  readonly title: string | null;
  /** Of the linked issue or pull request; a draft has none. */
  readonly url: string | null;
  /** `owner/name` */
  readonly repository: string | null;
  readonly number: number | null;
  readonly state: BoardItem["state"];
  readonly labels: readonly string[];
  readonly status: string | null;
  /** Null when it has none, or no category field is named. */
  readonly category: string | null;
  readonly archived: boolean;
}

/**
 * The cards of a release, every one of them: two requests where the host filters, one for every 100 items of the board
 * where it does not.
 * @throws ReleaseError `ERR_BOARD_NOT_FOUND`, `ERR_BOARD_FIELD_MISSING`, `ERR_BOARD_RELEASE_MISSING`,
 * `ERR_BOARD_CHANGED`, `ERR_GITHUB_…`
 */
export async function listBoardCards(
  { boards }: BoardPorts,
  given: BoardCardsInput,
  call: CallOptions = {},
): Promise<BoardCards> {
  const wanted = parseInput("list-board-cards", input, given);
  const { board, field, option, warnings } = await findReleaseOption(boards, wanted, call);
  const status = fieldNamed(board, wanted.statusField).name;
  const category = wanted.categoryField === undefined ? null : fieldNamed(board, wanted.categoryField).name;
  const fields = category === null ? [status] : [status, category];
  const items = await boards.listItems({ board, fields, where: { field, option } }, call);
  return {
    board: { ...wanted.board, title: board.title, url: board.url },
    release: { name: option.name, description: option.description, active: hasMarker(option.description, "Active") },
    cards: items.map((item) => cardOf(item, status, category)),
    warnings: [...warnings, ...hidden(items)],
  };
}

const cardOf = ({ values, ...item }: BoardItem, status: string, category: string | null): BoardCard => ({
  ...item,
  status: values[status]?.text ?? null,
  category: category === null ? null : (values[category]?.text ?? null),
});

function hidden(items: readonly BoardItem[]): readonly Warning[] {
  const count = items.filter(({ type }) => type === "redacted").length;
  if (count === 0) return [];
  return [
    {
      code: "board-cards-hidden",
      message: `The token may not see what ${count === 1 ? "one card stands" : `${count} cards stand`} for.`,
      hint: "Use a token that may read the repositories of their issues.",
    },
  ];
}
