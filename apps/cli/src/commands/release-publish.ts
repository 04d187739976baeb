import { publishRelease } from "@signalbox/github-release";
import type { ExitCode } from "../exit-codes.js";
import { operate } from "../operate.js";
import { publishTargets } from "../releasing/publish-targets.js";
import { readReleaseCall } from "../releasing/release-call.js";
import type { Session } from "../session.js";
import { openReleases } from "../wiring/releases.js";

export async function run(session: Session): Promise<ExitCode> {
  const call = await readReleaseCall(session, session.positionals);
  const ports = await openReleases(session);
  const targets = await publishTargets(session, ports, call);
  return operate(session, { operation: publishRelease(ports), targets, concurrency: call.concurrency });
}
