import { installPackage } from "@signalbox/server-deploy";
import { configOf } from "../config/load-session-config.js";
import { deployableNamed } from "../deploying/deployable.js";
import { chosenHosts, installChoice } from "../deploying/deploy-call.js";
import { installInput } from "../deploying/install-input.js";
import { wantedPackage } from "../deploying/wanted-package.js";
import type { ExitCode } from "../exit-codes.js";
import { operate } from "../operate.js";
import type { Session } from "../session.js";
import { openDeploy } from "../wiring/deploy-ports.js";

export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const choice = chosenHosts(session, config);
  const wishes = session.positionals.map((given) => {
    const [, name = given, version] = /^(.+?)(?:@(.+))?$/.exec(given) ?? [];
    return { deployable: deployableNamed(config, name, choice), version };
  });
  const ports = await openDeploy(session, config, `deploy to ${choice.environment}`);
  try {
    const targets = await Promise.all(
      wishes.map(async ({ deployable, version }) => {
        const wanted = await wantedPackage(session, deployable, version, ports);
        const input = installInput(deployable, wanted, installChoice(session));
        return { repository: deployable.package, input: input as never };
      }),
    );
    // One package after the other: two on one server would wait for each other's lock.
    return await operate(session, { operation: installPackage(ports), targets, concurrency: 1 });
  } finally {
    await ports.close();
  }
}
