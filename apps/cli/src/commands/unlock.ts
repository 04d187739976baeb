import { readOperator } from "../config/operator.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { toJson } from "@signalbox/release-core";
import { confirm, type Session } from "../session.js";
import { personOf } from "../trains/decide-step.js";
import { openEngine } from "../wiring/engine.js";

export async function run(session: Session): Promise<ExitCode> {
  const [runId = ""] = session.positionals;
  const { engine } = await openEngine(session);
  const { owner } = await engine.inspect(runId);
  const look = "See who drives it with `signalbox runs`";
  await confirm(session, `Free ${runId}? Nobody may be driving it.`, `The lock of ${runId} would be removed`, look);
  const by = personOf(session, await readOperator(session.env, session.cwd));
  await engine.unlock(runId, toJson({ by }));
  session.out.answer({ format: 1, run: runId, owner, by }, () => `${runId} is free.`);
  return EXIT.ok;
}
