import type { CommandRunner, JournalEngine, Kinds } from "@signalbox/release-train";
import type { Session } from "../session.js";
import { kindsOf } from "../trains/kinds.js";
import { ciOf } from "./ci.js";
import { commandRunner } from "./command-runner.js";
import { engineOf } from "./engine.js";
import { guardPortsOf } from "./databases.js";
import { deployWhenAsked } from "./deploy-ports.js";
import { announcePortsOf } from "./channels.js";
import { boardsOf, checksOf } from "./git-hub-ports.js";
import { playOf } from "./play.js";
import { releasesWhenAsked } from "./releases.js";
import { openWiring, type Wiring } from "./repositories.js";
import { rdsOf } from "./rds.js";
import { webPageOf } from "./web-pages.js";
import { writePortsOf } from "./write-ports.js";

/** What trains need besides. */
export interface TrainWiring extends Wiring {
  readonly kinds: Kinds;
  readonly engine: JournalEngine;
  readonly commands: CommandRunner;
}

/** Opens what trains need for one use of it; connections to servers are closed when that is over. */
export async function withTrains<T>(session: Session, use: (wiring: TrainWiring) => Promise<T>): Promise<T> {
  const opened = await openTrains(session);
  try {
    return await use(opened);
  } finally {
    await opened.close();
  }
}

async function openTrains(session: Session): Promise<TrainWiring & { close(): Promise<void> }> {
  const wiring = await openWiring(session);
  const { config } = wiring;
  const deploy = deployWhenAsked(session, config, session.positionals[0] ?? "a train");
  const kinds = kindsOf({
    ...(await writePortsOf(wiring, session)),
    ...releasesWhenAsked(session),
    ci: { checks: checksOf(session) },
    builds: ciOf(session, wiring),
    boards: boardsOf(session),
    play: playOf(session, config),
    announce: announcePortsOf(session, config),
    folder: config.folder,
    deploy,
    guard: guardPortsOf(session, config, deploy.hosts),
    rds: rdsOf(session, config),
    config,
    webPageOf: (location) => webPageOf(session, location),
    concurrency: config.concurrency,
  });
  const commands = commandRunner(config.folder, session.env);
  return { ...wiring, kinds, engine: engineOf(config, session), commands, close: () => deploy.close() };
}
