import { EXIT, type ExitCode } from "../exit-codes.js";
import { runsText } from "../output/runs-text.js";
import type { Session } from "../session.js";
import { newestFirst, runSummary } from "../trains/run-summary.js";
import { openEngine } from "../wiring/engine.js";

export async function run(session: Session): Promise<ExitCode> {
  const { engine } = await openEngine(session);
  const runs = newestFirst((await engine.list()).map(runSummary));
  session.out.answer({ format: 1, runs }, (style) =>
    runs.length === 0 ? "There are no runs." : runsText(runs, style, Date.now()),
  );
  return EXIT.ok;
}
