import { deployFiles, installPackage } from "@signalbox/server-deploy";
import { configOf } from "../config/load-session-config.js";
import { chosenHosts, installChoice } from "../deploying/deploy-call.js";
import { deployableNamed } from "../deploying/deployable.js";
import { filesInput } from "../deploying/files-input.js";
import { installInput } from "../deploying/install-input.js";
import { wantedFile } from "../deploying/wanted-file.js";
import { wantedPackage } from "../deploying/wanted-package.js";
import { usage } from "../errors.js";
import type { ExitCode } from "../exit-codes.js";
import { operate, type Target } from "../operate.js";
import type { Session } from "../session.js";
import { openDeploy } from "../wiring/deploy-ports.js";

export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const choice = chosenHosts(session, config);
  const wishes = session.positionals.map((given) => {
    const [, name = given, version] = /^(.+?)(?:@(.+))?$/.exec(given) ?? [];
    return { deployable: deployableNamed(config, name, choice), version };
  });
  const ofFiles = wishes.filter(({ deployable }) => deployable.deploy.files !== undefined).length;
  if (ofFiles > 0 && ofFiles < wishes.length)
    throw usage("Packages and plain files go one after the other.", "Name either packages or files in one command.");
  const how = installChoice(session);
  const ports = await openDeploy(session, config, `deploy to ${choice.environment}`);
  try {
    const targets = await Promise.all(
      wishes.map(async ({ deployable, version }): Promise<Target<never>> => {
        const input =
          ofFiles > 0
            ? filesInput(deployable, {
                wanted: await wantedFile(session, deployable, version, ports),
                choice: how,
                folder: config.folder,
              })
            : installInput(deployable, await wantedPackage(session, deployable, version, ports), how);
        return { repository: deployable.package, input: input as never };
      }),
    );
    // One after the other: two on one server would wait for each other's lock.
    const all = { targets, concurrency: 1 };
    return ofFiles > 0
      ? await operate(session, { ...all, operation: deployFiles(ports) })
      : await operate(session, { ...all, operation: installPackage(ports) });
  } finally {
    await ports.close();
  }
}
