import { fanOut, isReleaseError } from "@signalbox/release-core";
import type { Finding, RepositoryTags } from "@signalbox/release-notes";
import type { Config } from "../config/load-config.js";
import { startProgress } from "../output/progress.js";
import type { Session } from "../session.js";
import { openWiring } from "../wiring/repositories.js";
import { webPageOf } from "../wiring/web-pages.js";

export interface KnownTags {
  /** One for each name that a component goes by. */
  readonly repositories: readonly RepositoryTags[];
  /** Those that could not be read: what is not looked at is not said to be well. */
  readonly findings: readonly Finding[];
}

const TAGS = "refs/tags/";

/** Every tag of the components of the configuration, fresh from where they are. */
export async function readTags(session: Session, config: Config): Promise<KnownTags> {
  const { components, concurrency, notes } = config;
  if (components.length === 0) return { repositories: [], findings: [] };
  const { repositories } = await openWiring(session, config);
  const progress = startProgress(session);
  const settled = await fanOut(
    components,
    async ({ name, repository: location, tagPattern, stream }): Promise<readonly RepositoryTags[]> => {
      const repository = await repositories.open(location, progress.options);
      await repository.refresh(progress.options);
      const refs = await repository.listRefs(progress.options);
      const tags = refs.flatMap((ref) => (ref.name.startsWith(TAGS) ? ref.name.slice(TAGS.length) : []));
      const webUrl = await webPageOf(session, location);
      const names = new Set([name, notes.aliases?.[name] ?? name]);
      return [...names].map((component) => ({ component, webUrl, tagPattern, stream, tags }));
    },
    { ...progress.options, concurrency },
  ).finally(progress.end);
  session.signal.throwIfAborted();
  return {
    repositories: settled.flatMap((line) => (line.status === "fulfilled" ? line.value : [])),
    findings: settled.flatMap((line) => (line.status === "rejected" ? notRead(line.item.name, line.error) : [])),
  };
}

function notRead(component: string, error: unknown): Finding {
  if (!isReleaseError(error)) throw error;
  return { code: "tags-not-read", message: error.message, hint: error.hint, component };
}
