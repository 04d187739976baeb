import type { Boards } from "@signalbox/github";
import { listBoardCards } from "@signalbox/github-release";
import { type CallOptions, isReleaseError } from "@signalbox/release-core";
import { type Card, cardEntries, type Entry, type Finding } from "@signalbox/release-notes";
import { boardNamed } from "../config/board-named.js";
import type { Config } from "../config/load-config.js";
import type { BoardConfig } from "../config/types.js";
import { text, type Session } from "../session.js";
import { boardsOf } from "../wiring/git-hub-ports.js";
import { webPageOf } from "../wiring/web-pages.js";

/** What the board says of a release. */
export interface BoardNotes {
  /** Null: there is no board, no release is named, or it could not be read, which is a finding. */
  readonly cards: readonly Card[] | null;
  readonly entries: readonly Entry[];
  readonly findings: readonly Finding[];
}

export const NO_BOARD: BoardNotes = { cards: null, entries: [], findings: [] };

/** Where cards are read, and where their repositories are shown. */
export interface CardPorts {
  readonly boards: Boards;
  readonly webPageOf: (location: string) => Promise<string | null>;
}

interface BoardCall extends CardPorts, Pick<Config, "components"> {
  readonly board: BoardConfig;
}

/** The cards of `--release`, where a board is configured or named. */
export async function readCards(session: Session, config: Config): Promise<BoardNotes> {
  const release = text(session, "release");
  if (release === undefined || (config.board === null && text(session, "board") === undefined)) return NO_BOARD;
  const call: BoardCall = {
    board: boardNamed(session, config.board),
    components: config.components,
    boards: boardsOf(session),
    webPageOf: (location) => webPageOf(session, location),
  };
  return cardsOfRelease(release, call, { signal: session.signal });
}

/** The cards of a release. A board that cannot be read stops no text: it is a finding. */
export async function cardsOfRelease(release: string, call: BoardCall, options: CallOptions): Promise<BoardNotes> {
  const { owner, number, marker: _, ...fields } = call.board;
  try {
    const input = { board: { owner, number }, release: release.replace(/^v(?=\d)/, ""), ...fields };
    const { cards } = await listBoardCards(call, input, options);
    const names = new Map<string, string>();
    for (const { name, repository } of call.components) {
      const page = await call.webPageOf(repository);
      if (page !== null) names.set(page.split("/").slice(-2).join("/").toLowerCase(), name);
    }
    const componentOf = ({ repository }: Card): string | null =>
      names.get(repository?.toLowerCase() ?? "") ?? repository;
    return { cards, entries: cardEntries(cards, { componentOf, version: input.release }), findings: [] };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!isReleaseError(error)) throw error;
    return { ...NO_BOARD, findings: [{ code: "board-not-read", message: error.message, hint: error.hint }] };
  }
}
