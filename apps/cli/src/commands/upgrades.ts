import { compareServers } from "@signalbox/server-deploy";
import { configOf } from "../config/load-session-config.js";
import { environmentsToCompare } from "../deploying/environments-to-compare.js";
import { packageNamed, packagesIn } from "../deploying/deployable.js";
import { latestReleases } from "../deploying/latest-releases.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { startProgress } from "../output/progress.js";
import { upgradesText } from "../output/upgrades-text.js";
import { isSet, list, type Session } from "../session.js";
import { defined } from "../templates/defined.js";
import { openHosts } from "../wiring/hosts.js";
import { openReleases } from "../wiring/releases.js";

export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const { target, source } = environmentsToCompare(session, config);
  const choice = { environment: target.name, groups: list(session, "group"), hosts: list(session, "host") };
  const chosen =
    session.positionals.length === 0
      ? packagesIn(config, choice)
      : session.positionals.map((name) => packageNamed(config, name, choice));
  const asked = new Set(chosen.flatMap(({ groups }) => groups.flatMap(({ hosts }) => hosts)));
  const progress = startProgress(session);
  const hosts = await openHosts(session, config);
  try {
    const released = isSet(session, "servers-only")
      ? { latest: {}, warnings: [] }
      : await latestReleases(chosen, await openReleases(session), progress.options);
    const compared = await compareServers(
      { hosts },
      {
        target: { name: target.name, hosts: [...asked] },
        ...defined({ source }),
        packages: chosen.map((one) => one.package),
        places: Object.fromEntries(chosen.map((one) => [one.package, one.groups.flatMap((group) => [...group.hosts])])),
        latest: released.latest,
      },
      progress.options,
    ).finally(progress.end);
    const report = { format: 1, ...compared, warnings: [...compared.warnings, ...released.warnings] };
    session.out.answer(report, (style) => upgradesText(report, style));
    if (compared.hosts.some(({ error }) => error !== null)) return EXIT.failure;
    const isDue = compared.rows.some(({ state }) => state === "upgrade" || state === "only-in-source");
    return isDue && isSet(session, "detailed-exitcode") ? EXIT.somethingToDo : EXIT.ok;
  } finally {
    progress.end();
    await hosts.close();
  }
}
