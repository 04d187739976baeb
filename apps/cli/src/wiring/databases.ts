import { databaseError, type Databases, type GuardPorts, redisError } from "@signalbox/db-guard";
import type { Hosts } from "@signalbox/server-deploy";
import type { Config } from "../config/load-config.js";
import { databaseNamed } from "../databases/choose-database.js";
import { databaseNotNamed } from "../errors-database.js";
import type { Session } from "../session.js";
import { commandRunner } from "./command-runner.js";
import { databaseAddress } from "./database-address.js";
import { intakeLeases } from "./intake-leases.js";
import { postgresPrograms } from "./postgres-programs.js";
import { serviceStarts } from "./service-starts.js";

/** Opens databases by the names of the configuration; their drivers are loaded by the first question. */
export function databasesOf({ env }: Session, config: Config): Databases {
  return {
    openSql: async (name, { signal }) => {
      const { name: database, settings } = databaseNamed(config, name);
      const address = databaseAddress(env.databases, { name: database, urlFrom: settings.urlFrom });
      const { openPostgres } = await import("./database-client.js");
      return openPostgres(address, { signal }).catch((error: unknown) => {
        throw signal.aborted ? error : databaseError(error);
      });
    },
    openRedis: async (name, { signal }) => {
      const { settings } = databaseNamed(config, name);
      const variable = settings.redisUrlFrom ?? "REDIS_URL";
      const url = env.databases.urlOf(variable);
      if (url === null) throw databaseNotNamed(name, variable);
      const { openRedisUrl } = await import("./redis-client.js");
      return openRedisUrl(url, { signal }).catch((error: unknown) => {
        throw signal.aborted ? error : redisError(error);
      });
    },
  };
}

/** What the guards of one database need; `hosts` are asked when its services began, where any are configured. */
export function guardPortsOf(session: Session, config: Config, hosts: Hosts): (name: string) => GuardPorts {
  const commands = commandRunner(config.folder, session.env);
  const shared = {
    databases: databasesOf(session, config),
    programs: postgresPrograms(session, config),
    commands: { run: (argv: readonly string[], { signal }: { signal: AbortSignal }) => commands.run(argv, { signal }) },
    leases: intakeLeases(config.stateDir),
  };
  return (name) => {
    const { services } = databaseNamed(config, name).settings;
    return { ...shared, ...(services === undefined ? {} : { serviceStarts: serviceStarts(hosts, services) }) };
  };
}
