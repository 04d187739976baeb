import {
  type Audience,
  checkNotes,
  composeNotes,
  FOR_USERS,
  modelOfReleases,
  type NotesModel,
} from "@signalbox/release-notes";
import { chooseRepositories } from "../config/choose-repositories.js";
import type { Config } from "../config/load-config.js";
import { startProgress } from "../output/progress.js";
import { positive, text, type Session } from "../session.js";
import { openWiring } from "../wiring/repositories.js";
import { readCards } from "./read-cards.js";
import { readModel } from "./read-model.js";
import { readReleases } from "./read-releases.js";

/** Statuses of a card that is finished. */
const DONE = ["done", "released", "closed"];

/**
 * The model that a command line means: that of `--model`, else what the repositories tell, and the board where there is
 * one. What several of them know is told once; what they contradict each other in is a finding.
 */
export async function modelMeant(session: Session, config: Config, audience?: Audience): Promise<NotesModel> {
  const file = text(session, "model");
  if (file !== undefined) return readModel(session, file);
  const components = await chooseRepositories(session, config, config.components, session.positionals);
  const { repositories } = await openWiring(session, config);
  const progress = startProgress(session);
  const concurrency = positive(session, "concurrency") ?? config.concurrency;
  const options = { ...progress.options, concurrency };
  const [read, board] = await Promise.all([
    readReleases(session, repositories, components, options),
    readCards(session, config),
  ]).finally(progress.end);
  const newest = read.flatMap(({ releases }) => releases.flatMap(({ version }) => version ?? []))[0];
  const [latest] = read
    .flatMap(({ releases }) => releases.flatMap(({ date }) => date ?? []))
    .toSorted()
    .toReversed();
  const told = modelOfReleases(read, {
    release: text(session, "release") ?? newest ?? "Unreleased",
    date: (latest ?? new Date().toISOString()).slice(0, 10),
  });
  const parts = told.sections.flatMap((section) => section.components);
  const entries = [...parts.flatMap((component) => component.entries), ...board.entries];
  const rules = { select: [...FOR_USERS, ...(config.notes.select ?? [])] };
  const model = composeNotes({ ...told, components: parts, entries, audience, rules });
  const cards = board.cards === null ? undefined : { cards: board.cards, done: config.notes.done ?? DONE };
  const isTold = entries.some(({ hidden }) => hidden !== true);
  const findings = [
    ...(isTold ? [] : told.findings),
    ...board.findings,
    ...checkNotes({ entries, cards, sections: model.sections }),
  ];
  return { ...model, findings };
}
