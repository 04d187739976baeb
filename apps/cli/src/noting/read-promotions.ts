import { listPromotions } from "@signalbox/git-promote";
import type { Repositories } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import type { PagesAndPromotions } from "@signalbox/release-notes";
import type { Config } from "../config/load-config.js";
import { usage } from "../errors.js";

/** What is asked about before the first day too: a note may follow a week after its promotion. */
const LATE_DAYS = 7;

type Promotions = Pick<PagesAndPromotions, "promoted" | "known">;

/**
 * What came to the environments, by what the branches of the configuration repository pin. Pins of what is no component,
 * and that no name of `notes` knows, are nobody's news.
 */
export async function readPromotions(
  { configuration, environments, pins, components, notes }: Config,
  since: string,
  repositories: Repositories,
  options: CallOptions,
): Promise<Promotions> {
  if (configuration === null || environments.length === 0)
    throw usage(
      "--since needs to know what was promoted.",
      "Name `configuration` and `environments` in the configuration: their pins tell it.",
    );
  const { aliases = {}, groups = {} } = notes;
  const names = new Set([
    ...components.map(({ name }) => name),
    ...Object.keys(aliases),
    ...Object.values(groups).flat(),
  ]);
  const from = new Date(Date.parse(since) - LATE_DAYS * 86_400_000).toISOString().slice(0, 10);
  const rules = pins === null ? {} : { rules: pins };
  const read = await Promise.all(
    environments.map(async ({ name, branch }) => {
      const asked = { repository: configuration.repository, branch, since: from, ...rules };
      return { environment: name, ...(await listPromotions(repositories, asked, options)) };
    }),
  );
  return {
    promoted: read.flatMap(({ environment, promoted }) =>
      promoted.flatMap(({ name, to: version, date }) =>
        names.has(name) ? [{ component: name, environment, version, date }] : [],
      ),
    ),
    known: read.map(({ environment, names: pinned }) => ({
      environment,
      components: pinned.filter((name) => names.has(name)),
    })),
  };
}
