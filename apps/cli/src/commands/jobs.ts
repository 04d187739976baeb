import { jobsIdle } from "@signalbox/db-guard";
import { configOf } from "../config/load-session-config.js";
import { askUntilDecided } from "../databases/ask-gate.js";
import { chooseDatabase } from "../databases/choose-database.js";
import { jobsInput, patienceOf } from "../databases/guard-input.js";
import { jobsDocument } from "../databases/jobs-document.js";
import { withGuard } from "../databases/open-guard.js";
import { parseSpan } from "../databases/parse-span.js";
import { stillRunning } from "../databases/still-running.js";
import { exitOfVerdict } from "../databases/verdict-exit.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { usage } from "../errors.js";
import { jobsText } from "../output/jobs-text.js";
import { startProgress } from "../output/progress.js";
import { isSet, text, type Session } from "../session.js";
import { acknowledgementsIn } from "../wiring/acknowledgements.js";

export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const database = chooseDatabase(session, config);
  const isWaiting = isSet(session, "wait");
  const timeout = text(session, "timeout");
  if (timeout !== undefined && !isWaiting) throw usage("--timeout is for --wait.", "Add --wait, or leave it out.");
  const timeoutMs = timeout === undefined ? undefined : parseSpan("timeout", timeout);
  const asked = jobsInput(database, await acknowledgementsIn(config.stateDir, database.name));
  const input = { ...asked, engine: text(session, "engine") ?? asked.engine };
  const said = await withGuard(session, { config, name: database.name }, async (ports) => {
    const gate = jobsIdle(ports);
    if (!isWaiting) return gate.check({ ...input, cleanPolls: 1 }, { signal: session.signal });
    const progress = startProgress(session);
    const wait = { ...input, ...patienceOf(database, timeoutMs) };
    return askUntilDecided(gate, wait, progress.options).finally(progress.end);
  });
  if (said === undefined) return EXIT.failure;
  const verdict = stillRunning(said);
  if (verdict !== said) session.out.note("Gave up waiting; nothing was stopped, and the jobs go on.");
  const isExplained = isSet(session, "explain");
  session.out.answer(jobsDocument(verdict), (style) => jobsText(verdict, { style, isExplained }));
  return exitOfVerdict(verdict);
}
