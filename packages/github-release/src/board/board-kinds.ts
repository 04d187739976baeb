import { toJson } from "@signalbox/release-core";
import type { ReleaseKinds } from "../kinds.js";
import { type BoardCardsInput, listBoardCards } from "../list-board-cards/list-board-cards.js";
import { setBoardRelease } from "../set-board-release/set-board-release.js";
import type { BoardPorts } from "./ports.js";

/** Everything about boards by its kind; it needs no access to repositories. */
export function boardKinds(ports: BoardPorts): Pick<ReleaseKinds, "reads" | "operations"> {
  return {
    reads: {
      "list-board-cards": async (input, options) =>
        toJson(await listBoardCards(ports, input as unknown as BoardCardsInput, options)),
    },
    operations: { "set-board-release": setBoardRelease(ports) },
  };
}
