import { stat } from "node:fs/promises";
import { join } from "node:path";
import { nearest } from "../args/suggest.js";
import { usage } from "../errors.js";
import { list, type Session } from "../session.js";
import { componentOf, locationOf, nameOf, toldApart, type Component, type LocationContext } from "./inventory.js";
import type { Config } from "./load-config.js";

/**
 * What a command looks at: the repositories named on the command line, else those of the configuration, else the
 * repository that one stands in.
 * @throws ReleaseError `ERR_USAGE` when there is none, or a name is unknown
 */
export async function chooseRepositories(
  session: Session,
  config: Config,
  fallback: readonly Component[],
  positionals: readonly string[],
): Promise<readonly Component[]> {
  const named = [...positionals, ...list(session, "repo")];
  const known = config.configuration === null ? config.components : [...config.components, config.configuration];
  if (named.length > 0)
    return unique(named.map((name) => oneNamed(name, known, { ...contextOf(session), folder: session.cwd })));
  if (fallback.length > 0) return fallback;
  if (await isRepository(session.cwd))
    return [
      componentOf(
        { name: nameOf(session.cwd), repository: session.cwd },
        { ...contextOf(session), folder: session.cwd },
        config.mute,
      ),
    ];
  throw usage(
    "No repository is named, and no configuration lists one.",
    "Name one with -R, stand in a clone, or run `signalbox init`.",
  );
}

const contextOf = ({ env }: Session): Omit<LocationContext, "folder"> => ({
  home: env.home,
  gitHubUrl: env.gitHub.url,
});

function oneNamed(given: string, known: readonly Component[], context: LocationContext): Component {
  const component = known.find(({ name }) => name === given);
  if (component !== undefined) return component;
  if (!/[/~.:\\]/.test(given)) {
    const near = nearest(
      given,
      known.map(({ name }) => name),
    );
    const hint =
      near.length === 0 ? `Write owner/name, a URL, or ./${given} for a folder.` : `Did you mean ${near.join(" or ")}?`;
    throw usage(`There is no component named ${given}.`, hint);
  }
  const repository = locationOf(given, context);
  return known.find((other) => other.repository === repository) ?? { name: nameOf(repository), repository };
}

const unique = (components: readonly Component[]): readonly Component[] =>
  toldApart(
    components.filter(
      (component, index) => components.findIndex(({ repository }) => repository === component.repository) === index,
    ),
  );

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** A clone, a worktree or a bare repository. */
const isRepository = async (folder: string): Promise<boolean> =>
  (await exists(join(folder, ".git"))) ||
  ((await exists(join(folder, "HEAD"))) && (await exists(join(folder, "refs"))));
