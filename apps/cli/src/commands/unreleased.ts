import { findUnreleased } from "@signalbox/release-notes";
import { chooseRepositories } from "../config/choose-repositories.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { startProgress } from "../output/progress.js";
import { unreleasedText } from "../output/unreleased-text.js";
import { isSet, positive, type Session } from "../session.js";
import { withStaleClones } from "../stale-clones.js";
import { openWiring } from "../wiring/repositories.js";

export async function run(session: Session): Promise<ExitCode> {
  const { config, repositories, staleClones } = await openWiring(session);
  const components = await chooseRepositories(session, config, config.components, session.positionals);
  const concurrency = positive(session, "concurrency") ?? config.concurrency;
  const progress = startProgress(session);
  const found = await findUnreleased({ repositories }, { components, concurrency }, progress.options).finally(
    progress.end,
  );
  const report = withStaleClones(found, staleClones(), Date.now());
  session.out.answer(report, (style) => unreleasedText(report, style));
  if (report.components.some(({ error }) => error !== undefined)) return EXIT.failure;
  const isSomething = report.components.some(({ unreleased }) => unreleased.length > 0);
  return isSet(session, "detailed-exitcode") && isSomething ? EXIT.somethingToDo : EXIT.ok;
}
