import { EXIT, type ExitCode } from "../exit-codes.js";
import { startProgress } from "../output/progress.js";
import { reportText } from "../output/report-text.js";
import { runText } from "../output/run-text.js";
import { statusText } from "../output/status-text.js";
import { plain } from "../output/style.js";
import { positive, type Session } from "../session.js";
import { readStatus } from "../status.js";
import { hintOf } from "../trains/after-failure.js";
import { isOpen } from "../trains/choose-run.js";
import { reportOf, runDocument } from "../trains/run-document.js";
import { newestFirst, runSummary } from "../trains/run-summary.js";
import { openEngine } from "../wiring/engine.js";
import { type TrainWiring, withTrains } from "../wiring/trains.js";

export function run(session: Session): Promise<ExitCode> {
  const [runId] = session.positionals;
  return runId === undefined ? withTrains(session, (wiring) => whole(session, wiring)) : statusOf(session, runId);
}

/** Where one run stands. It is in the journal: no repository is asked. */
async function statusOf(session: Session, runId: string): Promise<ExitCode> {
  const { engine } = await openEngine(session);
  const record = await engine.inspect(runId);
  const document = { ...runDocument(record), report: reportOf(record) };
  const hint = hintOf(document);
  session.out.answer(document, (style) =>
    [
      runText(document, style, Date.now()),
      ...(hint === null ? [] : [`  ${style.yellow("hint:")} ${plain(hint)}`]),
      ...(document.report === null ? [] : ["", reportText(document.report, style)]),
    ].join("\n"),
  );
  return EXIT.ok;
}

async function whole(session: Session, { config, repositories, engine }: TrainWiring): Promise<ExitCode> {
  const progress = startProgress(session);
  const concurrency = positive(session, "concurrency") ?? config.concurrency;
  const components = await readStatus(config, repositories, { ...progress.options, concurrency }).finally(progress.end);
  const runs = newestFirst((await engine.list()).filter(isOpen).map(runSummary));
  const environments = config.environments.map(({ name, branch }) => ({ name, branch }));
  const document = { format: 1, environments, components, runs };
  session.out.answer(document, (style) => statusText(document, style, Date.now()));
  return components.some(({ error }) => error !== undefined) ? EXIT.failure : EXIT.ok;
}
