import { EXIT, type ExitCode } from "../exit-codes.js";
import { startProgress } from "../output/progress.js";
import { statusText } from "../output/status-text.js";
import { positive, type Session } from "../session.js";
import { readStatus } from "../status.js";
import { isOpen } from "../trains/choose-run.js";
import { runSummary } from "../trains/run-summary.js";
import { openTrains } from "../wiring/trains.js";

export async function run(session: Session): Promise<ExitCode> {
  const { config, repositories, engine } = await openTrains(session);
  const progress = startProgress(session);
  const concurrency = positive(session, "concurrency") ?? config.concurrency;
  const components = await readStatus(config, repositories, { ...progress.options, concurrency }).finally(progress.end);
  const runs = (await engine.list()).filter(isOpen).map(runSummary);
  const document = { format: 1, environments: config.environments, components, runs };
  session.out.answer(document, (style) => statusText(document, style, Date.now()));
  return components.some(({ error }) => error !== undefined) ? EXIT.failure : EXIT.ok;
}
