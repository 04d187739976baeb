import { readOperator } from "../config/operator.js";
import { usage } from "../errors.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { plain } from "../output/style.js";
import { chooseApps, packagesOf } from "../playing/apps-chosen.js";
import { versionCodesOf } from "../playing/play-options.js";
import { text, type Session } from "../session.js";
import { personOf } from "../trains/decide-step.js";
import { recordObjection } from "../wiring/play-objections.js";

export async function run(session: Session): Promise<ExitCode> {
  const { config, apps } = await chooseApps(session, session.positionals);
  const versionCodes = versionCodesOf(session);
  const reason = text(session, "reason")?.trim() ?? "";
  if (versionCodes === undefined) throw usage("Against which build?", "Give --version-code, once for each.");
  if (reason === "") throw usage("Why?", "Give --reason; who looks at the train will read it.");
  const by = personOf(session, await readOperator(session.env, session.cwd)).as;
  const objection = { versionCodes, reason, by, at: new Date().toISOString() };
  const packages = packagesOf(apps).map(({ packageName }) => packageName);
  for (const packageName of packages) await recordObjection(config.stateDir, packageName, objection);
  session.out.answer({ format: 1, packages, ...objection }, (style) =>
    packages
      .map((name) => `${style.green("recorded")} against ${versionCodes.join(", ")} of ${plain(name)}, as ${plain(by)}`)
      .join("\n"),
  );
  return EXIT.ok;
}
