import { configOf } from "../config/load-session-config.js";
import type { Config } from "../config/load-config.js";
import type { AppConfig } from "../config/play-types.js";
import { nearest } from "../args/suggest.js";
import { usage } from "../errors.js";
import { list, type Session } from "../session.js";

/** A package with all that is known of it: its flavours share version codes and tracks. */
export interface ChosenPackage {
  readonly packageName: string;
  /** Closed tracks of all its flavours. */
  readonly tracks: readonly string[];
}

export interface ChosenApps {
  readonly config: Config;
  readonly apps: readonly AppConfig[];
}

const PACKAGE = /^[a-zA-Z]\w*(?:\.[a-zA-Z]\w*)+$/;

/**
 * The apps that a command line names, by flavour or package; all of the configuration when it names none.
 * @throws ReleaseError `ERR_USAGE` for an unknown one, and when there is none at all
 */
export async function chooseApps(
  session: Session,
  names: readonly string[] = list(session, "app"),
): Promise<ChosenApps> {
  const config = await configOf(session);
  if (names.length === 0 && config.apps.length === 0)
    throw usage("No app is named.", "Give --app com.example.app, or list your `apps` in the configuration.");
  return { config, apps: names.length === 0 ? config.apps : names.flatMap((name) => appsNamed(name, config.apps)) };
}

function appsNamed(name: string, apps: readonly AppConfig[]): readonly AppConfig[] {
  const own = apps.filter((app) => app.name === name);
  const found = own.length > 0 ? own : apps.filter((app) => app.package === name);
  if (found.length > 0) return found;
  if (PACKAGE.test(name)) return [{ name, package: name }];
  const near = nearest(
    name,
    apps.map((app) => app.name),
  );
  throw usage(
    `There is no app ${name}.`,
    near.length === 0 ? "Name a flavour of the configuration, or a package." : `Did you mean ${near.join(", ")}?`,
  );
}

/** Each package once. */
export function packagesOf(apps: readonly AppConfig[]): readonly ChosenPackage[] {
  const names = [...new Set(apps.map((app) => app.package))];
  return names.map((packageName) => {
    const tracks = apps.filter((app) => app.package === packageName).flatMap((app) => app.tracks ?? []);
    return { packageName, tracks: [...new Set(tracks)] };
  });
}
