import type { BuildPorts } from "@signalbox/ci-gate";
import type { Operation } from "@signalbox/release-core";
import type { ExitCode } from "../exit-codes.js";
import { operate, type Target } from "../operate.js";
import { startProgress } from "../output/progress.js";
import { positive, type Session } from "../session.js";
import { ciOf } from "../wiring/ci.js";
import { openWiring, type Wiring } from "../wiring/repositories.js";
import { waiting } from "../wiring/waiting.js";
import { chooseBuilds, chooseBuildsIn, type ChosenBuilds } from "./choose-builds.js";

/** Plans, asks and applies in every repository that is named, until CI shows it. */
export async function operateBuilds<Input>(
  session: Session,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- actions and results are only shown
  operation: (ports: BuildPorts) => Operation<Input, any, any>,
  inputOf: (chosen: ChosenBuilds, wiring: Wiring) => Input,
): Promise<ExitCode> {
  const wiring = await openWiring(session);
  const components = await chooseBuildsIn(session, wiring);
  const progress = startProgress(session);
  const look = async (component: (typeof components)[number]): Promise<Target<Input>> => {
    const chosen = await chooseBuilds(session, wiring, component, progress.options);
    return { repository: chosen.name, input: inputOf(chosen, wiring) };
  };
  const targets = await Promise.all(components.map(look)).finally(progress.end);
  const concurrency = positive(session, "concurrency") ?? wiring.config.concurrency;
  return operate(session, { operation: waiting(operation(ciOf(session, wiring))), targets, concurrency });
}
