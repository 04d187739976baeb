import { abortRun } from "@signalbox/release-train";
import { readOperator } from "../config/operator.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { confirm, text, type Session } from "../session.js";
import { personOf } from "../trains/decide-step.js";
import { openEngine } from "../wiring/engine.js";

export async function run(session: Session): Promise<ExitCode> {
  const [runId = ""] = session.positionals;
  const { engine } = await openEngine(session);
  await engine.inspect(runId);
  await confirm(session, `End ${runId} for good?`, `The run ${runId}`);
  const by = personOf(session, await readOperator(session.env, session.cwd));
  const reason = text(session, "reason") ?? "";
  await abortRun({ engine, runId, by, reason });
  session.out.answer(
    { format: 1, run: runId, status: "aborted", by, reason },
    () => `${runId} is ended; what it did stays done.`,
  );
  return EXIT.ok;
}
