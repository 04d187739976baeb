import { announce } from "@signalbox/announce";
import { readAnnounceCall } from "../announcing/announce-call.js";
import { configOf } from "../config/load-session-config.js";
import type { ExitCode } from "../exit-codes.js";
import { operate } from "../operate.js";
import type { Session } from "../session.js";
import { announcePortsOf } from "../wiring/channels.js";

export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const input = await readAnnounceCall(session, config);
  return operate(session, {
    operation: announce(announcePortsOf(session, config)),
    targets: [{ repository: input.key, input }],
    concurrency: 1,
  });
}
