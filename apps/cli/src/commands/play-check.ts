import { checkArtifact } from "@signalbox/play-publish";
import { usage } from "../errors.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { artifactText } from "../output/artifact-text.js";
import { chooseApps } from "../playing/apps-chosen.js";
import { versionCodesOf } from "../playing/play-options.js";
import { list, pathOf, text, type Session } from "../session.js";

export async function run(session: Session): Promise<ExitCode> {
  const path = pathOf(session, session.positionals[0] ?? "");
  const apps = list(session, "app").length === 0 ? [] : (await chooseApps(session)).apps;
  const [app, ...others] = apps;
  if (others.some((other) => other.package !== app?.package))
    throw usage("A file belongs to one app.", "Give --app once.");
  const expected = {
    packageName: app?.package,
    certificateSha256: app?.certificateSha256,
    versionName: text(session, "version-name"),
    versionCode: versionCodesOf(session)?.[0],
  };
  const report = await checkArtifact(path, expected, { signal: session.signal });
  session.out.answer(report, (style) => artifactText(report, style));
  return report.problems.length > 0 ? EXIT.failure : EXIT.ok;
}
