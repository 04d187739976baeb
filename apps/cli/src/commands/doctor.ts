import { examine } from "../doctor/examine.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { findingsText } from "../output/findings-text.js";
import { startProgress } from "../output/progress.js";
import { positive, type Session } from "../session.js";
import { openAccess } from "../wiring/access.js";
import { announcePortsOf } from "../wiring/channels.js";
import { ciOf } from "../wiring/ci.js";
import { openWiring } from "../wiring/repositories.js";

export async function run(session: Session): Promise<ExitCode> {
  const wiring = await openWiring(session);
  const { config, repositories } = wiring;
  const progress = startProgress(session);
  const concurrency = positive(session, "concurrency") ?? config.concurrency;
  const onGitHub = openAccess(session, config);
  const { channels } = announcePortsOf(session, config);
  const findings = await examine(
    { config, env: session.env, repositories, channels, ci: ciOf(session, wiring), onGitHub },
    { ...progress.options, concurrency },
  ).finally(progress.end);
  session.out.answer({ format: 1, findings }, (style) => findingsText(findings, style));
  return findings.some(({ status }) => status === "error") ? EXIT.failure : EXIT.ok;
}
