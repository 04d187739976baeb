import { EXIT, type ExitCode } from "../exit-codes.js";
import { startProgress } from "../output/progress.js";
import { statusText } from "../output/status-text.js";
import { positive, type Session } from "../session.js";
import { readStatus } from "../status.js";
import { isOpen } from "../trains/choose-run.js";
import { runSummary } from "../trains/run-summary.js";
import { type TrainWiring, withTrains } from "../wiring/trains.js";

export const run = (session: Session): Promise<ExitCode> => withTrains(session, (wiring) => status(session, wiring));

async function status(session: Session, { config, repositories, engine }: TrainWiring): Promise<ExitCode> {
  const progress = startProgress(session);
  const concurrency = positive(session, "concurrency") ?? config.concurrency;
  const components = await readStatus(config, repositories, { ...progress.options, concurrency }).finally(progress.end);
  const runs = (await engine.list()).filter(isOpen).map(runSummary);
  const environments = config.environments.map(({ name, branch }) => ({ name, branch }));
  const document = { format: 1, environments, components, runs };
  session.out.answer(document, (style) => statusText(document, style, Date.now()));
  return components.some(({ error }) => error !== undefined) ? EXIT.failure : EXIT.ok;
}
