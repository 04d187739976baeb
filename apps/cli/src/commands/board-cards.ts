import { listBoardCards } from "@signalbox/github-release";
import { boardNamed } from "../config/board-named.js";
import { configOf } from "../config/load-session-config.js";
import { usage } from "../errors.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { boardCardsText } from "../output/board-cards-text.js";
import { startProgress } from "../output/progress.js";
import { text, type Session } from "../session.js";
import { boardsOf } from "../wiring/git-hub-ports.js";

export async function run(session: Session): Promise<ExitCode> {
  const release = text(session, "release");
  if (release === undefined) throw usage("No release is named.", "For example --release 16.11.0.");
  const { board } = await configOf(session);
  const { owner, number, marker: _, ...fields } = boardNamed(session, board);
  const progress = startProgress(session);
  const input = { board: { owner, number }, release, ...fields };
  const cards = await listBoardCards({ boards: boardsOf(session) }, input, progress.options).finally(progress.end);
  session.out.answer({ format: 1, ...cards }, (style) => boardCardsText(cards, style));
  return EXIT.ok;
}
