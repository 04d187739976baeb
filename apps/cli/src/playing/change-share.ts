import { changeRollout } from "@signalbox/play-publish";
import type { ExitCode } from "../exit-codes.js";
import { operate } from "../operate.js";
import { positive, type Session } from "../session.js";
import { defined } from "../templates/defined.js";
import { playOf } from "../wiring/play.js";
import { playOperation } from "../wiring/play-operation.js";
import { chooseApps, packagesOf } from "./apps-chosen.js";
import { mayOptions, versionCodesOf } from "./play-options.js";

export type Share = "halt" | "resume" | "complete" | { readonly fraction: number };

/** Gives the newest release of a track, or the one of these codes, another share of users; in every app that is meant. */
export async function changeShare(session: Session, track: string, to: Share): Promise<ExitCode> {
  const { config, apps } = await chooseApps(session);
  const given = { track, to, ...defined({ versionCodes: versionCodesOf(session) }), ...mayOptions(session) };
  const targets = packagesOf(apps).map(({ packageName }) => ({
    repository: packageName,
    input: { packageName, ...given },
  }));
  const operation = playOperation(changeRollout(playOf(session, config)), config.stateDir);
  return operate(session, { operation, targets, concurrency: positive(session, "concurrency") ?? config.concurrency });
}
