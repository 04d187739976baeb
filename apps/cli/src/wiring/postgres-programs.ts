import { execFile } from "node:child_process";
import { access, readdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import type { PostgresPrograms, ProgramSet } from "@signalbox/db-guard";
import { databaseNamed } from "../databases/choose-database.js";
import type { Config } from "../config/load-config.js";
import type { Session } from "../session.js";
import { databaseAddress } from "./database-address.js";

/** Where Debian puts each version. */
const INSTALLATIONS = "/usr/lib/postgresql";

/** `pg_dump` and its like: of every version that Debian installed, and of the path. */
export function postgresPrograms({ env }: Session, config: Config): PostgresPrograms {
  return {
    list: async ({ signal } = {}) => {
      const versions = await readdir(INSTALLATIONS).catch(() => []);
      const path = (env.forChildren["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
      const folders = [...versions.map((version) => join(INSTALLATIONS, version, "bin")), ...path];
      const found = await Promise.all(folders.map((folder) => programsIn(folder, env.forChildren, signal)));
      return found.filter((set) => set !== null);
    },
    environmentOf: (name) => {
      const { name: database, settings } = databaseNamed(config, name);
      const { libpq } = databaseAddress(env.databases, { name: database, urlFrom: settings.urlFrom });
      const { PATH = "/usr/bin:/bin", HOME = env.home } = env.forChildren;
      return Promise.resolve({ PATH, HOME, PGAPPNAME: "signalbox", ...libpq });
    },
  };
}

async function programsIn(
  folder: string,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<ProgramSet | null> {
  const [pgDump, pgRestore, psql] = ["pg_dump", "pg_restore", "psql"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  try {
    await Promise.all([pgDump, pgRestore, psql].map((program) => access(program)));
    const { stdout } = await promisify(execFile)(pgDump, ["--version"], {
      env,
      timeout: 10_000,
      ...(signal === undefined ? {} : { signal }),
    });
    const version = /\) (\d+(?:\.\d+)*)/.exec(stdout)?.[1];
    return version === undefined ? null : { version, pgDump, pgRestore, psql };
  } catch (error) {
    if (signal?.aborted === true) throw error;
    return null;
  }
}
