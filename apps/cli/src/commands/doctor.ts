import { examine } from "../doctor.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { findingsText } from "../output/findings-text.js";
import { startProgress } from "../output/progress.js";
import { positive, type Session } from "../session.js";
import { openWiring } from "../wiring/repositories.js";

export async function run(session: Session): Promise<ExitCode> {
  const { config, repositories } = await openWiring(session);
  const progress = startProgress(session);
  const concurrency = positive(session, "concurrency") ?? config.concurrency;
  const findings = await examine(config, session.env, repositories, { ...progress.options, concurrency }).finally(
    progress.end,
  );
  session.out.answer({ format: 1, findings }, (style) => findingsText(findings, style));
  return findings.some(({ status }) => status === "error") ? EXIT.failure : EXIT.ok;
}
