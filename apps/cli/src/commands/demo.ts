import { join, relative } from "node:path";
import { runDemo } from "../demo/run-demo.js";
import { openSandbox } from "../demo/sandbox.js";
import { openTerminal } from "../demo/terminal.js";
import { gitVersion } from "../config/operator.js";
import { demoNeedsGit } from "../errors.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { demoText } from "../output/demo-text.js";
import type { Session } from "../session.js";

export async function run(session: Session): Promise<ExitCode> {
  const startedMs = Date.now();
  const folder = join(session.cwd, ".signalbox", "demo");
  if ((await gitVersion(session.env)) === null) throw demoNeedsGit();
  session.out.note("Making a sandbox …");
  const sandbox = await openSandbox(folder, session.env.forChildren["PATH"] ?? "");
  try {
    const { run: runId, journal } = await runDemo(openTerminal(session, folder), sandbox);
    const end = {
      format: 1,
      run: runId,
      folder,
      journal: relative(session.cwd, journal),
      seconds: Math.round((Date.now() - startedMs) / 1000),
    };
    session.out.answer(end, (style) => demoText(end, style));
    return EXIT.ok;
  } finally {
    await sandbox.close();
  }
}
