import { compareServers, rollbackPackage } from "@signalbox/server-deploy";
import { configOf } from "../config/load-session-config.js";
import { chosenHosts, installChoice } from "../deploying/deploy-call.js";
import { packageNamed } from "../deploying/deployable.js";
import { rollbackInput } from "../deploying/rollback-input.js";
import { usage } from "../errors.js";
import type { ExitCode } from "../exit-codes.js";
import { operate } from "../operate.js";
import { type Session, text } from "../session.js";
import { openDeploy } from "../wiring/deploy-ports.js";

export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const choice = chosenHosts(session, config);
  const [given = ""] = session.positionals;
  const [, name = given, version] = /^(.+?)(?:@(.+))?$/.exec(given) ?? [];
  const deployable = packageNamed(config, name, choice);
  const ports = await openDeploy(session, config, `rollback in ${choice.environment}`);
  try {
    const hosts = deployable.groups.flatMap((group) => group.hosts);
    const { rows } = await compareServers(
      ports,
      { target: { name: choice.environment, hosts }, packages: [deployable.package] },
      { signal: session.signal },
    );
    const installed = rows.flatMap((row) => row.installed ?? []);
    const from = version ?? onlyOne(deployable.package, [...new Set(installed.map((one) => one.version))]);
    const input = rollbackInput(deployable, installChoice(session), {
      from,
      format: deployable.deploy.format ?? installed[0]?.family ?? "deb",
      to: text(session, "previous"),
    });
    const targets = [{ repository: deployable.package, input }];
    return await operate(session, { operation: rollbackPackage(ports), targets, concurrency: 1 });
  } finally {
    await ports.close();
  }
}

function onlyOne(name: string, versions: readonly string[]): string {
  const [version, ...others] = versions;
  if (version === undefined) throw usage(`${name} is on none of these servers.`, "Look with: signalbox upgrades.");
  if (others.length === 0) return version;
  throw usage(
    `The servers have several versions of ${name}: ${versions.join(", ")}.`,
    `Say which one is left: ${name}@${version}.`,
  );
}
