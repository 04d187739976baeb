import { listReleases } from "@signalbox/git-promote";
import { chooseRepositories } from "../config/choose-repositories.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { startProgress } from "../output/progress.js";
import { releasesText } from "../output/releases-text.js";
import { isSet, positive, type Session } from "../session.js";
import { noteStaleClones, openWiring } from "../wiring/repositories.js";

export async function run(session: Session): Promise<ExitCode> {
  const wiring = await openWiring(session);
  const { config, repositories } = wiring;
  const components = await chooseRepositories(session, config, config.components, session.positionals);
  const concurrency = positive(session, "concurrency") ?? config.concurrency;
  const progress = startProgress(session);
  const request = { components: [...components], concurrency };
  const report = await listReleases({ repositories }, request, progress.options).finally(progress.end);
  noteStaleClones(session, wiring);
  session.out.answer(report, (style) => releasesText(report, { isWhole: isSet(session, "verbose") }, style));
  return report.components.some(({ error }) => error !== undefined) ? EXIT.failure : EXIT.ok;
}
