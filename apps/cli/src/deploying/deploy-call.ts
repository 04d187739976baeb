import type { Config } from "../config/load-config.js";
import { usage } from "../errors.js";
import { isSet, list, type Session, text } from "../session.js";
import type { Choice } from "./deployable.js";
import type { InstallChoice } from "./install-input.js";

const SHARE = /^(?:[1-9]\d{0,3}|(?:[1-9]\d?|100)%)$/;

/** Which servers a command line means. @throws ReleaseError `ERR_USAGE` without --to, where several could be meant */
export function chosenHosts(session: Session, config: Config): Choice {
  const served = config.environments.filter(({ hosts }) => Object.keys(hosts).length > 0).map(({ name }) => name);
  const environment = text(session, "to");
  if (environment === undefined)
    throw usage(
      "Whose servers are meant?",
      served.length === 0
        ? "The configuration names none: give an environment `hosts`, such as { api: [server-test-api] }."
        : `Name the environment: --to ${served.join(" or --to ")}.`,
    );
  return { environment, groups: list(session, "group"), hosts: list(session, "host") };
}

/** What an operator says on top of the configuration. @throws ReleaseError `ERR_USAGE` */
export function installChoice(session: Session): InstallChoice {
  const waves = text(session, "waves")
    ?.split(",")
    .map((wave) => wave.trim());
  const maxFailures = text(session, "max-failures");
  const wrong = [...(waves ?? []), ...(maxFailures === undefined || maxFailures === "0" ? [] : [maxFailures])].find(
    (share) => !SHARE.test(share),
  );
  if (wrong !== undefined)
    throw usage(`"${wrong}" is no number of servers.`, "Write a number or a percentage: --waves 1,30%,100%.");
  return {
    waves,
    maxFailures,
    isStrict: isSet(session, "strict"),
    repair: isSet(session, "repair"),
    allowDowngrade: isSet(session, "allow-downgrade"),
    replaceContent: isSet(session, "replace"),
  };
}
