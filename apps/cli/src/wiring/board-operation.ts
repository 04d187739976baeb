import type { setBoardRelease } from "@signalbox/github-release";
import { remembering } from "./remembering.js";

type SetBoardRelease = ReturnType<typeof setBoardRelease>;
export type BoardReleaseInput = Parameters<SetBoardRelease["plan"]>[0];

/** What a board's cards lost when a command died in the middle, the next one gives back. */
export const boardOperation = (operation: SetBoardRelease, stateDir: string): SetBoardRelease =>
  remembering<BoardReleaseInput>(operation, stateDir, ({ board }) => [board.owner.toLowerCase(), board.number]);
