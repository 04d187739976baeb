import { auditRefs, isAtLeast, type Severity } from "@signalbox/git-promote";
import { chooseRepositories } from "../config/choose-repositories.js";
import { usage } from "../errors.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { auditText } from "../output/audit-text.js";
import { startProgress } from "../output/progress.js";
import { isSet, positive, text, type Session } from "../session.js";
import { noteStaleClones, openWiring } from "../wiring/repositories.js";

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

export async function run(session: Session): Promise<ExitCode> {
  const limit = severityOf(text(session, "fail-on"));
  const wiring = await openWiring(session);
  const { config, repositories } = wiring;
  const components = await chooseRepositories(session, config, config.components, session.positionals);
  const concurrency = positive(session, "concurrency") ?? config.concurrency;
  const progress = startProgress(session);
  const report = await auditRefs(
    { repositories },
    { components: [...components], concurrency },
    progress.options,
  ).finally(progress.end);
  noteStaleClones(session, wiring);
  session.out.answer(report, (style) => auditText(report, { isWhole: isSet(session, "verbose") }, style));
  const findings = report.repositories.flatMap((repository) => repository.findings);
  if (limit !== null && findings.some(({ severity }) => isAtLeast(severity, limit))) return EXIT.blocked;
  return report.repositories.some(({ error }) => error !== undefined) ? EXIT.failure : EXIT.ok;
}

/** @throws ReleaseError `ERR_USAGE` for another word */
function severityOf(given: string | undefined): Severity | null {
  if (given === undefined) return null;
  const found = SEVERITIES.find((severity) => severity === given);
  if (found === undefined)
    throw usage(`--fail-on must be ${SEVERITIES.join(", ")}, not "${given}".`, "For example --fail-on error.");
  return found;
}
