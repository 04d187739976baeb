import { uploadRelease } from "@signalbox/play-publish";
import type { ExitCode } from "../exit-codes.js";
import { operate } from "../operate.js";
import { uploadTargets } from "../playing/upload-targets.js";
import { positive, type Session } from "../session.js";
import { playOf } from "../wiring/play.js";
import { playOperation } from "../wiring/play-operation.js";

export async function run(session: Session): Promise<ExitCode> {
  const { config, targets } = await uploadTargets(session);
  const operation = playOperation(uploadRelease(playOf(session, config)), config.stateDir);
  return operate(session, { operation, targets, concurrency: positive(session, "concurrency") ?? config.concurrency });
}
