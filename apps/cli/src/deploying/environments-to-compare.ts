import type { ServerGroup } from "@signalbox/server-deploy";
import type { Config } from "../config/load-config.js";
import { usage } from "../errors.js";
import { type Session, text } from "../session.js";
import { environmentNamed } from "./deployable.js";

/**
 * The environment in question, by default the last that has servers, and the one that it is compared with, by default the
 * one before it; undefined where there is none.
 * @throws ReleaseError `ERR_USAGE` where the configuration has no servers
 */
export function environmentsToCompare(
  session: Session,
  config: Config,
): { readonly target: ServerGroup; readonly source: ServerGroup | undefined } {
  const served = config.environments.filter(({ hosts }) => Object.keys(hosts).length > 0);
  const named = text(session, "to");
  const target = named === undefined ? served.at(-1) : environmentNamed(config, named);
  if (target === undefined)
    throw usage(
      "The configuration names no servers.",
      "Give an environment `hosts`, such as { api: [server-test-api] }, and a component `deploy: { groups: [api] }`.",
    );
  const against = text(session, "against");
  const before = served[served.findIndex(({ name }) => name === target.name) - 1];
  const source = against === undefined ? before : environmentNamed(config, against);
  return { target: groupOf(target), source: source === undefined ? undefined : groupOf(source) };
}

const groupOf = ({ name, hosts }: Config["environments"][number]): ServerGroup => ({
  name,
  hosts: [...new Set(Object.values(hosts).flat())],
});
