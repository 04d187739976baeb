import type { Repositories } from "@signalbox/git";
import { findUnreleased } from "@signalbox/release-notes";
import { chooseRepositories } from "../config/choose-repositories.js";
import type { Config } from "../config/load-config.js";
import { configOf } from "../config/load-session-config.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { startProgress } from "../output/progress.js";
import { unreleasedText } from "../output/unreleased-text.js";
import { isSet, positive, type Session } from "../session.js";
import { withStaleClones } from "../stale-clones.js";
import type { StaleClone } from "../wiring/clone-age.js";

export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const components = await chooseRepositories(session, config, config.components, session.positionals);
  const remote = await historyOf(
    session,
    components.map(({ repository }) => repository),
  );
  const clones = clonesOf(session, config);
  const concurrency = positive(session, "concurrency") ?? config.concurrency;
  const progress = startProgress(session);
  const found = await findUnreleased(
    { repositories: clones.repositories, history: remote?.history },
    { components, concurrency, withoutClone: ({ repository }) => remote?.locations.has(repository) === true },
    progress.options,
  ).finally(progress.end);
  const report = withStaleClones(found, clones.stale(), Date.now());
  session.out.answer(report, (style) => unreleasedText(report, style));
  if (report.components.some(({ error }) => error !== undefined)) return EXIT.failure;
  const isSomething = report.components.some(({ unreleased }) => unreleased.length > 0);
  return isSet(session, "detailed-exitcode") && isSomething ? EXIT.somethingToDo : EXIT.ok;
}

async function historyOf(session: Session, locations: readonly string[]) {
  if (isSet(session, "clone") || locations.every((location) => location.startsWith("/"))) return null;
  const { openHistory } = await import("../wiring/remote-history.js");
  return await openHistory(session, locations);
}

/** Clones and caches; git is loaded when the first of them is opened. */
function clonesOf(session: Session, config: Config) {
  let stale = (): readonly StaleClone[] => [];
  const open = async (): Promise<Repositories> => {
    const { openWiring } = await import("../wiring/repositories.js");
    const wiring = await openWiring(session, config);
    stale = wiring.staleClones;
    return wiring.repositories;
  };
  let opened: Promise<Repositories> | undefined;
  const repositories: Repositories = {
    open: async (location, options) => (await (opened ??= open())).open(location, options),
  };
  return { repositories, stale: () => stale() };
}
