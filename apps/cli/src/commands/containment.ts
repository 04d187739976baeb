import { verifyContainment } from "@signalbox/git-promote";
import { fanOut } from "@signalbox/release-core";
import { chooseRepositories } from "../config/choose-repositories.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { containmentReport } from "../output/containment-report.js";
import { containmentText } from "../output/containment-text.js";
import { startProgress } from "../output/progress.js";
import { positive, type Session } from "../session.js";
import { openWiring } from "../wiring/repositories.js";

export async function run(session: Session): Promise<ExitCode> {
  const { config, repositories } = await openWiring(session);
  const [earlier = "", later = "", ...named] = session.positionals;
  const components = await chooseRepositories(session, config, config.components, named);
  const concurrency = positive(session, "concurrency") ?? config.concurrency;
  const progress = startProgress(session);
  const settled = await fanOut(
    components,
    ({ repository, mainline }) =>
      verifyContainment(
        repositories,
        { repository, earlier, later, ...(mainline === undefined ? {} : { mainline }) },
        progress.options,
      ),
    { ...progress.options, concurrency },
  ).finally(progress.end);
  session.signal.throwIfAborted();
  const report = containmentReport(settled);
  session.out.answer(report, (style) => containmentText(report, style));
  if (report.repositories.some(({ missing, engineLimits }) => missing.length > 0 || engineLimits !== undefined))
    return EXIT.blocked;
  return report.repositories.some(({ error }) => error !== undefined) ? EXIT.failure : EXIT.ok;
}
