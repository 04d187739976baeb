import { type Audience, checkNotes, composeNotes, FOR_USERS, type NotesModel } from "@signalbox/release-notes";
import type { NotesConfig } from "../config/notes-types.js";
import type { BoardNotes } from "./read-cards.js";

/** Statuses of a card that is finished. */
const DONE = ["done", "released", "closed"];

/**
 * What was read of repositories, and what the board says, as one model: what several of them know is told once, and what
 * they contradict each other in is a finding. Pure.
 */
export function composeModel(
  told: NotesModel,
  board: BoardNotes,
  { select = [], done = DONE }: NotesConfig,
  audience?: Audience,
): NotesModel {
  const components = told.sections.flatMap((section) => section.components);
  const entries = [...components.flatMap((component) => component.entries), ...board.entries];
  const rules = { select: [...FOR_USERS, ...select] };
  const model = composeNotes({ ...told, components, entries, audience, rules });
  const isTold = entries.some(({ hidden }) => hidden !== true);
  const findings = [
    ...(isTold ? [] : told.findings),
    ...board.findings,
    ...checkNotes({
      entries,
      cards: board.cards === null ? undefined : { cards: board.cards, done },
      sections: model.sections,
    }),
  ];
  return { ...model, findings };
}
