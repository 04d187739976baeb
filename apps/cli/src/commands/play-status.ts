import { playStatus } from "@signalbox/play-publish";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { errorJson } from "../output/json.js";
import { playStatusText } from "../output/play-status-text.js";
import { startProgress } from "../output/progress.js";
import { chooseApps, packagesOf } from "../playing/apps-chosen.js";
import { list, positive, type Session } from "../session.js";
import { playOf } from "../wiring/play.js";

export async function run(session: Session): Promise<ExitCode> {
  const named = [...session.positionals, ...list(session, "app")];
  const { config, apps } = await chooseApps(session, named);
  const packages = packagesOf(apps);
  const progress = startProgress(session);
  const statuses = await playStatus(
    playOf(session, config),
    {
      packages: packages.map(({ packageName }) => packageName),
      tracks: Object.fromEntries(packages.map(({ packageName, tracks }) => [packageName, tracks])),
      concurrency: positive(session, "concurrency") ?? config.concurrency,
    },
    progress.options,
  ).finally(progress.end);
  const [only, ...others] = statuses;
  if (others.length === 0 && only !== undefined && "error" in only) throw only.error;
  const shown = statuses.map((one) =>
    "status" in one ? one.status : { format: 1, package: one.package, error: errorJson(one.error) },
  );
  const document = shown.length === 1 ? shown[0] : { format: 1, packages: shown };
  session.out.answer(document, (style) => playStatusText(statuses, style));
  return statuses.some((one) => "error" in one) ? EXIT.failure : EXIT.ok;
}
