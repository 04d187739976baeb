import { currentRelease } from "@signalbox/github-release";
import { chooseRepositories } from "../config/choose-repositories.js";
import { configOf } from "../config/load-session-config.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { startProgress } from "../output/progress.js";
import { releaseStatusText } from "../output/release-status-text.js";
import { tagRulesOf } from "../releasing/release-call.js";
import type { Session } from "../session.js";
import { openReleases } from "../wiring/releases.js";

export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const released = config.components.filter(({ policy }) => policy?.githubRelease !== false);
  const chosen = await chooseRepositories(session, config, released, session.positionals);
  const components = chosen.map((component) => ({
    name: component.name,
    repository: component.repository,
    ...tagRulesOf(component),
    ...(component.publishesOnTag === undefined ? {} : { publishesOnTag: component.publishesOnTag }),
  }));
  const progress = startProgress(session);
  const report = await currentRelease(await openReleases(session), { components }, progress.options).finally(
    progress.end,
  );
  session.out.answer(report, (style) => releaseStatusText(report, style));
  return report.components.some(({ error }) => error !== undefined) ? EXIT.failure : EXIT.ok;
}
