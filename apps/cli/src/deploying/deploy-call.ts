import type { Config } from "../config/load-config.js";
import { usage } from "../errors.js";
import { isSet, list, pathOf, type Session, text } from "../session.js";
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

/** A file or an address instead of a release; null where none is named. @throws ReleaseError `ERR_USAGE` */
export function onePlace(session: Session): {
  readonly place: { readonly file: string } | { readonly url: string };
  readonly sha256: string | undefined;
} | null {
  const [file, url, sha256] = ["file", "url", "sha256"].map((name) => text(session, name));
  if (file === undefined && url === undefined) return null;
  if (session.positionals.length !== 1)
    throw usage("One file is that of one component.", "Name one component with --file or --url.");
  if (file !== undefined && url !== undefined)
    throw usage("It is either a file or at an address.", "Leave out --file or --url.");
  if (url !== undefined && sha256 === undefined)
    throw usage("What lies at an address may change.", "Say what the file must have: --sha256 <64 hex digits>.");
  return { place: file === undefined ? { url: url ?? "" } : { file: pathOf(session, file) }, sha256 };
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
