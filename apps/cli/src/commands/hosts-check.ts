import { inspectHosts } from "@signalbox/server-deploy";
import { configOf } from "../config/load-session-config.js";
import { environmentNamed } from "../deploying/deployable.js";
import { usage } from "../errors.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { hostsText } from "../output/hosts-text.js";
import { startProgress } from "../output/progress.js";
import { type Session, text } from "../session.js";
import { openHosts } from "../wiring/hosts.js";

export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const environment = text(session, "to");
  const meant = environment === undefined ? config.environments : [environmentNamed(config, environment)];
  const known = [...new Set(meant.flatMap(({ hosts }) => Object.values(hosts).flat()))];
  const names = session.positionals.length > 0 ? session.positionals : known;
  if (names.length === 0)
    throw usage(
      "No server is named, and the configuration has none.",
      "Name one as ssh knows it: signalbox hosts check api1.",
    );
  const progress = startProgress(session);
  const hosts = await openHosts(session, config);
  try {
    const inspected = await inspectHosts({ hosts }, { hosts: names }, progress.options).finally(progress.end);
    session.out.answer({ format: 1, hosts: inspected }, (style) => hostsText(inspected, style));
    if (inspected.some(({ look }) => look === null)) return EXIT.failure;
    return inspected.some(({ findings }) => findings.some(({ severity }) => severity === "error"))
      ? EXIT.blocked
      : EXIT.ok;
  } finally {
    await hosts.close();
  }
}
