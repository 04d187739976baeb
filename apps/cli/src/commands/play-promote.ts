import { promoteRelease } from "@signalbox/play-publish";
import type { ExitCode } from "../exit-codes.js";
import { operate } from "../operate.js";
import { chooseApps, packagesOf } from "../playing/apps-chosen.js";
import { releaseOptions, versionCodesOf } from "../playing/play-options.js";
import { isSet, positive, type Session } from "../session.js";
import { defined } from "../templates/defined.js";
import { playOf } from "../wiring/play.js";
import { playOperation } from "../wiring/play-operation.js";

export async function run(session: Session): Promise<ExitCode> {
  const { config, apps } = await chooseApps(session);
  const [from = "", to = "production"] = session.positionals;
  const given = {
    ...{ from, to },
    ...defined({ versionCodes: versionCodesOf(session) }),
    ...(isSet(session, "despite-objections") ? { despiteObjections: true } : {}),
    ...(await releaseOptions(session)),
  };
  const targets = packagesOf(apps).map(({ packageName }) => ({
    repository: packageName,
    input: { packageName, ...given },
  }));
  const operation = playOperation(promoteRelease(playOf(session, config)), config.stateDir);
  return operate(session, { operation, targets, concurrency: positive(session, "concurrency") ?? config.concurrency });
}
