import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestDatabase, TestPostgres } from "@signalbox/testbed/postgres";
import type { PostgresPrograms } from "../../src/dump-database/ports.js";

/** The server's own programs; they get to what they are given. */
export function programsOf({ programs }: TestPostgres, database: TestDatabase, user = database.user): PostgresPrograms {
  const at = (name: string): string => join(programs, name);
  return {
    list: async () => {
      const { stdout } = await promisify(execFile)(at("pg_dump"), ["--version"], { env: {} });
      const version = /\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? "0";
      return [{ version, pgDump: at("pg_dump"), pgRestore: at("pg_restore"), psql: at("psql") }];
    },
    environmentOf: () => Promise.resolve({ ...database.env, PGUSER: user }),
  };
}
