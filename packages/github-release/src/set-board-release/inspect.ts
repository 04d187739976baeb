import { callOptionsOf, type Context } from "@signalbox/release-core";
import { findReleaseOption, type ReleaseOnBoard } from "../board/find-release-option.js";
import type { BoardPorts } from "../board/ports.js";
import type { SetReleaseInput } from "./input.js";
import { compare, loadSnapshot, takeSnapshot } from "./snapshot.js";

export interface SetReleaseFacts extends ReleaseOnBoard {
  /** What items lost when the options were sent and the run ended before it could look: item id → option's name. */
  readonly lost: Readonly<Record<string, string>>;
}

export async function inspect(
  given: SetReleaseInput,
  { boards }: BoardPorts,
  context: Context,
): Promise<SetReleaseFacts> {
  const call = callOptionsOf(context);
  const found = await findReleaseOption(boards, given, call);
  const before = await loadSnapshot(context.checkpoint);
  if (before === null || before.board !== found.board.id || before.field !== found.field.id)
    return { ...found, lost: {} };
  const after = await takeSnapshot(boards, found.board, found.field, call);
  return { ...found, lost: compare(before, after).lost };
}
