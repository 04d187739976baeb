import type { DatabaseConfig } from "../config/database-types.js";
import type { Config } from "../config/load-config.js";
import { databaseUnknown } from "../errors-database.js";
import { usage } from "../errors.js";
import { text, type Session } from "../session.js";

/** What a database is called that the configuration does not name. */
const ONLY = "default";

export interface NamedDatabase {
  readonly name: string;
  readonly settings: DatabaseConfig;
}

/** By `--database`; else the only one. @throws ReleaseError `ERR_USAGE` */
export function chooseDatabase(session: Session, config: Config): NamedDatabase {
  const named = text(session, "database");
  const known = Object.keys(config.databases);
  if (named !== undefined) return databaseNamed(config, named);
  if (known.length > 1)
    throw usage(`Which database? The configuration has ${known.join(", ")}.`, `For example --database ${known[0]}.`);
  return databaseNamed(config, known[0] ?? ONLY);
}

/** @throws ReleaseError `ERR_USAGE` */
export function databaseNamed({ databases }: Config, name: string): NamedDatabase {
  const settings = Object.hasOwn(databases, name) ? databases[name] : undefined;
  if (settings === undefined && (name !== ONLY || Object.keys(databases).length > 0))
    throw databaseUnknown(name, Object.keys(databases));
  return { name, settings: settings ?? {} };
}
