import type { Config } from "../config/load-config.js";
import type { RdsConfig } from "../config/snapshot-types.js";
import { usage } from "../errors.js";
import { text, type Session } from "../session.js";

/** A database as AWS knows it, with what the configuration says about its snapshots. */
export interface ChosenRds {
  readonly database: string;
  readonly settings: RdsConfig;
}

/** What is named: a database of the configuration, or an instance or cluster; else the only one. @throws ReleaseError `ERR_USAGE` */
export function chooseRds(session: Session, config: Config): ChosenRds {
  const known = Object.entries(config.databases).flatMap(([name, { rds }]) =>
    rds === undefined ? [] : [{ name, rds }],
  );
  const named = session.positionals[0] ?? text(session, "database");
  if (named !== undefined) return rdsNamed(config, named);
  const [only, ...others] = known;
  if (only !== undefined && others.length === 0) return chosen(only.rds);
  throw usage(
    only === undefined
      ? "Which database?"
      : `Which database? The configuration has ${known.map(({ name }) => name).join(", ")}.`,
    "Name it: an instance or cluster of RDS, or one of `databases` with its `rds` in the configuration.",
  );
}

/** A name that the configuration does not have is that of an instance or a cluster. */
export function rdsNamed({ databases }: Config, name: string): ChosenRds {
  const configured = Object.hasOwn(databases, name) ? databases[name]?.rds : undefined;
  if (configured !== undefined) return chosen(configured);
  const same = Object.values(databases).find(({ rds }) => (rds?.instance ?? rds?.cluster) === name)?.rds;
  return { database: name, settings: same ?? {} };
}

const chosen = (settings: RdsConfig): ChosenRds => ({
  database: settings.instance ?? settings.cluster ?? "",
  settings,
});
