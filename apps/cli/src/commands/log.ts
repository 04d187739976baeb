import { EXIT, type ExitCode } from "../exit-codes.js";
import { logText } from "../output/log-text.js";
import type { Session } from "../session.js";
import { latestRun } from "../trains/choose-run.js";
import { readLog } from "../trains/read-log.js";
import { reportOf, runDocument } from "../trains/run-document.js";
import { openEngine } from "../wiring/engine.js";

export async function run(session: Session): Promise<ExitCode> {
  const { engine } = await openEngine(session);
  const runId = await latestRun(engine, session.positionals[0]);
  const record = await engine.inspect(runId);
  const journal = engine.journalFile(runId);
  const entries = await readLog(journal);
  const document = { ...runDocument(record), journal, entries, report: reportOf(record) };
  session.out.answer(document, (style) => logText(document, style));
  return EXIT.ok;
}
