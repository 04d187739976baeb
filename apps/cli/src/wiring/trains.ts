import type { CommandRunner, JournalEngine, Kinds } from "@signalbox/release-train";
import type { Session } from "../session.js";
import { kindsOf } from "../trains/kinds.js";
import { commandRunner } from "./command-runner.js";
import { engineOf } from "./engine.js";
import { boardsOf, checksOf } from "./git-hub-ports.js";
import { playOf } from "./play.js";
import { releasesWhenAsked } from "./releases.js";
import { openWiring, type Wiring } from "./repositories.js";
import { writePortsOf } from "./write-ports.js";

/** What trains need besides. */
export interface TrainWiring extends Wiring {
  readonly kinds: Kinds;
  readonly engine: JournalEngine;
  readonly commands: CommandRunner;
}

export async function openTrains(session: Session): Promise<TrainWiring> {
  const wiring = await openWiring(session);
  const { config } = wiring;
  const kinds = kindsOf({
    ...(await writePortsOf(wiring, session)),
    ...releasesWhenAsked(session),
    ci: { checks: checksOf(session) },
    boards: boardsOf(session),
    play: playOf(session, config),
    folder: config.folder,
    concurrency: config.concurrency,
  });
  return { ...wiring, kinds, engine: engineOf(config, session), commands: commandRunner(config.folder, session.env) };
}
