import type { DrillPorts } from "@signalbox/db-guard";
import type { RdsPorts } from "@signalbox/db-guard/rds";
import type { Agent } from "node:https";
import type { Config } from "../config/load-config.js";
import type { Session } from "../session.js";
import { databaseAddress } from "./database-address.js";
import { playAgent } from "./play-agent.js";

/** RDS through the credentials of the environment; its client is loaded by the first question. */
export function rdsOf({ env }: Session, config: Config): DrillPorts {
  const open = async (): Promise<RdsPorts> => {
    const agent = await playAgent(env.proxies, "https://rds.amazonaws.com");
    const { connectRds } = await import("./aws-client.js");
    return connectRds(agent as Agent | undefined);
  };
  let opened: Promise<RdsPorts> | undefined;
  const rds = (): Promise<RdsPorts> => (opened ??= open());
  return {
    snapshots: (region) => ({
      list: async (...asked) => (await rds()).snapshots(region).list(...asked),
      find: async (...asked) => (await rds()).snapshots(region).find(...asked),
      subjectOf: async (...asked) => (await rds()).snapshots(region).subjectOf(...asked),
      quota: async (...asked) => (await rds()).snapshots(region).quota(...asked),
    }),
    snapshotWrites: (region) => ({
      copy: async (...asked) => (await rds()).snapshotWrites(region).copy(...asked),
      create: async (...asked) => (await rds()).snapshotWrites(region).create(...asked),
      remove: async (...asked) => (await rds()).snapshotWrites(region).remove(...asked),
      tag: async (...asked) => (await rds()).snapshotWrites(region).tag(...asked),
    }),
    temporaryDatabases: (region) => ({
      find: async (...asked) => (await rds()).temporaryDatabases(region).find(...asked),
      listTagged: async (...asked) => (await rds()).temporaryDatabases(region).listTagged(...asked),
    }),
    temporaryDatabaseWrites: (region) => ({
      restore: async (...asked) => (await rds()).temporaryDatabaseWrites(region).restore(...asked),
      addInstance: async (...asked) => (await rds()).temporaryDatabaseWrites(region).addInstance(...asked),
      remove: async (...asked) => (await rds()).temporaryDatabaseWrites(region).remove(...asked),
    }),
    openRestored: async ({ host, port }, { signal, database }) => {
      const [name = database, settings] =
        Object.entries(config.databases).find(([, { rds: at }]) => (at?.instance ?? at?.cluster) === database) ?? [];
      // The same user, password and database as of the original: a snapshot has them all.
      const { libpq } = databaseAddress(env.databases, { name, urlFrom: settings?.urlFrom });
      const { PGHOSTADDR: _address, ...rest } = libpq;
      const { openPostgres } = await import("./database-client.js");
      return openPostgres({ libpq: { ...rest, PGHOST: host, PGPORT: `${port}` } }, { signal });
    },
  };
}
