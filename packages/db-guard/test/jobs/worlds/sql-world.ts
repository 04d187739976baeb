import type { TestDatabase } from "@signalbox/testbed/postgres";
import pg from "pg";
import type { EngineOptions, JobEngine, JobReader } from "../../../src/jobs/job-engine.js";
import { readOnly } from "../../../src/session/read-only.js";
import type { EngineWorld } from "../engine-contract.js";

const { signal } = new AbortController();

/** Looks at a database as the guard does, each time in a read-only transaction of its own. */
export async function openSqlWorld(
  database: TestDatabase,
  engine: JobEngine,
  { user = database.user, ...options }: Partial<EngineOptions> & { readonly user?: string } = {},
): Promise<Pick<EngineWorld, "look"> & { end(): Promise<void> }> {
  const { host, port } = database;
  const client = new pg.Client({ host, port, user, database: database.database });
  await client.connect();
  const query = async (text: string, values?: readonly unknown[]): Promise<pg.QueryResult> =>
    client.query(text, values === undefined ? undefined : [...values]);
  return {
    look: async <T>(work: (reader: JobReader) => Promise<T>) =>
      readOnly(
        { query },
        async (session) => {
          const reader = await engine.find({ via: "sql", session }, { timeZone: null, signal, ...options });
          return reader === null ? null : work(reader);
        },
        { signal },
      ),
    end: () => client.end(),
  };
}
