import { modelOfReleases, type NotesModel } from "@signalbox/release-notes";
import { chooseRepositories } from "../config/choose-repositories.js";
import type { Config } from "../config/load-config.js";
import { startProgress } from "../output/progress.js";
import { positive, text, type Session } from "../session.js";
import { openWiring } from "../wiring/repositories.js";
import { readModel } from "./read-model.js";
import { readReleases } from "./read-releases.js";

/** The model that a command line means: that of `--model`, else what the repositories tell. */
export async function modelMeant(session: Session, config: Config): Promise<NotesModel> {
  const file = text(session, "model");
  if (file !== undefined) return readModel(session, file);
  const components = await chooseRepositories(session, config, config.components, session.positionals);
  const { repositories } = await openWiring(session, config);
  const progress = startProgress(session);
  const concurrency = positive(session, "concurrency") ?? config.concurrency;
  const read = await readReleases(session, repositories, components, { ...progress.options, concurrency }).finally(
    progress.end,
  );
  const newest = read.flatMap(({ releases }) => releases.flatMap(({ version }) => version ?? []))[0];
  const dates = read.flatMap(({ releases }) => releases.flatMap(({ date }) => date ?? []));
  const [latest] = dates.toSorted().toReversed();
  return modelOfReleases(read, {
    release: text(session, "release") ?? newest ?? "Unreleased",
    date: (latest ?? new Date().toISOString()).slice(0, 10),
  });
}
