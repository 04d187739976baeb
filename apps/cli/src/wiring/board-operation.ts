import type { setBoardRelease } from "@signalbox/github-release";
import { remembering } from "./remembering.js";

export type SetBoardRelease = ReturnType<typeof setBoardRelease>;

/** What a board's cards lost when a command died in the middle, the next one gives back. */
export const boardOperation = (operation: SetBoardRelease, stateDir: string): SetBoardRelease =>
  remembering(operation, stateDir, ({ board }) => [board.owner.toLowerCase(), board.number]);
