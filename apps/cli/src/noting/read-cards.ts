import { listBoardCards } from "@signalbox/github-release";
import { isReleaseError } from "@signalbox/release-core";
import { type Card, cardEntries, type Entry, type Finding } from "@signalbox/release-notes";
import { boardNamed } from "../config/board-named.js";
import type { Config } from "../config/load-config.js";
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

const NONE: BoardNotes = { cards: null, entries: [], findings: [] };

/** The cards of `--release`, where a board is configured or named. One that cannot be read stops no text: it is a finding. */
export async function readCards(session: Session, config: Config): Promise<BoardNotes> {
  const release = text(session, "release");
  if (release === undefined || (config.board === null && text(session, "board") === undefined)) return NONE;
  const { owner, number, marker: _, ...fields } = boardNamed(session, config.board);
  try {
    const input = { board: { owner, number }, release: release.replace(/^v(?=\d)/, ""), ...fields };
    const { cards } = await listBoardCards({ boards: boardsOf(session) }, input, { signal: session.signal });
    const components = new Map<string, string>();
    for (const { name, repository } of config.components) {
      const page = await webPageOf(session, repository);
      if (page !== null) components.set(page.split("/").slice(-2).join("/").toLowerCase(), name);
    }
    const componentOf = ({ repository }: Card): string | null =>
      components.get(repository?.toLowerCase() ?? "") ?? repository;
    return { cards, entries: cardEntries(cards, { componentOf, version: input.release }), findings: [] };
  } catch (error) {
    session.signal.throwIfAborted();
    if (!isReleaseError(error)) throw error;
    return { ...NONE, findings: [{ code: "board-not-read", message: error.message, hint: error.hint }] };
  }
}
