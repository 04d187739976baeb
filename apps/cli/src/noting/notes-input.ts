import { type Audience, FOR_USERS, modelOfReleases, type NotesModel, selectEntries } from "@signalbox/release-notes";
import { chooseRepositories } from "../config/choose-repositories.js";
import type { Config } from "../config/load-config.js";
import { startProgress } from "../output/progress.js";
import { positive, text, type Session } from "../session.js";
import { openWiring } from "../wiring/repositories.js";
import { composeModel } from "./compose-model.js";
import { readCards } from "./read-cards.js";
import { readModel } from "./read-model.js";
import { readReleases } from "./read-releases.js";

/**
 * The model that a command line means: that of `--model`, else what the repositories tell, and the board where there is
 * one. The rules of `notes.select` hold for each: a card of a kind that users are never told is in no text for them.
 */
export async function modelMeant(session: Session, config: Config, audience?: Audience): Promise<NotesModel> {
  const file = text(session, "model");
  if (file !== undefined) return selected(await readModel(session, file), config, audience);
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
  return composeModel(told, board, config.notes, audience);
}

/** What is in two places of a model of somebody's own stays there: `notes check` tells of it. */
const selected = (model: NotesModel, { notes }: Config, audience: Audience | null = null): NotesModel => ({
  ...model,
  sections: model.sections.map(({ title, components }) => ({
    title,
    components: components.map((component) => ({
      ...component,
      entries: selectEntries(component.entries, [...FOR_USERS, ...(notes.select ?? [])], audience),
    })),
  })),
});
