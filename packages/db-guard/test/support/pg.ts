import type { TestDatabase } from "@signalbox/testbed/postgres";
import pg from "pg";
import { onTestFinished } from "vitest";

/** A connection of its own, closed when the test ends. `role`: let in by the socket, without a password. */
export async function connect(database: TestDatabase, role = database.user): Promise<pg.Client> {
  const client = new pg.Client({
    host: database.host,
    port: database.port,
    database: database.database,
    user: role,
  });
  client.on("error", () => {}); // a lost connection is told by the query that notices it
  await client.connect();
  onTestFinished(() => client.end().catch(() => {}));
  return client;
}
