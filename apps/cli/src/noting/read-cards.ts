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

/** The cards of `--release`, where a board is configured or named. */
export async function readCards(session: Session, config: Config): Promise<BoardNotes> {
  const release = text(session, "release");
  if (release === undefined || (config.board === null && text(session, "board") === undefined)) return NO_BOARD;
  const ports = { boards: boardsOf(session), webPageOf: (location: string) => webPageOf(session, location) };
  return cardsOfRelease(release, boardNamed(session, config.board), config, ports, { signal: session.signal });
}

/** The cards of a release. A board that cannot be read stops no text: it is a finding. */
export async function cardsOfRelease(
  release: string,
  { owner, number, marker: _, ...fields }: BoardConfig,
  { components }: Pick<Config, "components">,
  ports: CardPorts,
  options: CallOptions,
): Promise<BoardNotes> {
  try {
    const input = { board: { owner, number }, release: release.replace(/^v(?=\d)/, ""), ...fields };
    const { cards } = await listBoardCards(ports, input, options);
    const names = new Map<string, string>();
    for (const { name, repository } of components) {
      const page = await ports.webPageOf(repository);
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
