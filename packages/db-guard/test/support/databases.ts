import type { TestDatabase } from "@signalbox/testbed/postgres";
import pg from "pg";
import type { Databases } from "../../src/index.js";

/** Opens what it is given, whatever the name is. `connections` counts those that are open now, and were open in all. */
export function databasesOf(
  database: TestDatabase,
  user = database.user,
): Pick<Databases, "openSql"> & { readonly connections: { open: number; total: number } } {
  const connections = { open: 0, total: 0 };
  return {
    connections,
    openSql: async () => {
      const { host, port, database: name } = database;
      const client = new pg.Client({ host, port, user, database: name });
      client.on("error", () => {});
      await client.connect();
      connections.open++;
      connections.total++;
      return {
        client: { query: (text, values) => client.query(text, values === undefined ? undefined : [...values]) },
        close: async () => {
          connections.open--;
          await client.end();
        },
      };
    },
  };
}
