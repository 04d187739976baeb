import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { newestPrograms, serverFolder, serverUser } from "./installation.js";
import { keepServer } from "./keeper.js";
import { psql } from "./psql.js";

export interface PostgresOptions {
  /** Server settings by their names: `{ max_prepared_transactions: 5 }`. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

/** How a client gets to one database: `new pg.Client(database)`, or `env` for what is built on libpq. */
export interface TestDatabase {
  readonly database: string;
  /** Folder of the unix socket, where every role is let in. */
  readonly host: string;
  readonly port: number;
  /** The superuser. */
  readonly user: string;
  /** By loopback, with the superuser's password. */
  readonly url: string;
  /** `PGHOST`, `PGPORT`, `PGUSER`, `PGDATABASE`: by the socket. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs a script by `psql`, as the superuser; answers a line a row, fields separated by tabs. */
  run(script: string): Promise<string>;
}

export interface TestPostgres {
  /** Folder with `psql`, `pg_dump`, … of the server's own version. */
  readonly programs: string;
  /** A folder of the server's user, removed with it. */
  readonly folder: string;
  readonly password: string;
  /** The one that is there from the beginning. */
  readonly main: TestDatabase;
  /** A fresh database: empty, or a copy of one that nobody is connected to. */
  database(options?: { readonly template?: TestDatabase }): Promise<TestDatabase>;
  /** A hot standby of this server, as it is now, that follows it by streaming. It is stopped by itself. */
  standby(options?: PostgresOptions): Promise<TestPostgres>;
  /** Settles when no process and no folder is left. */
  stop(): Promise<void>;
}

const SUPERUSER = "postgres";
// Nothing of it is kept: what makes a commit safe only costs time.
const FAST = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_wal_size: "4GB" };

/**
 * Starts the newest PostgreSQL that is installed, on loopback and a unix socket, in a folder of its own. It ends with
 * this process, also when it is killed.
 * @throws ReleaseError `ERR_TESTBED_POSTGRES`
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<TestPostgres> {
  const password = randomBytes(12).toString("hex");
  return start(options, password, (programs, folder) => [
    join(programs, "initdb"),
    ...["-D", join(folder, "db"), "-U", SUPERUSER, "-E", "UTF8", "--no-locale", "--no-sync"],
    ...["--auth-local=trust", "--auth-host=scram-sha-256", `--pwfile=${join(folder, "password")}`],
  ]);
}

type Prepare = (programs: string, folder: string) => readonly string[];

async function start({ settings = {} }: PostgresOptions, password: string, prepare: Prepare): Promise<TestPostgres> {
  const [programs, user] = await Promise.all([newestPrograms(), serverUser()]);
  const { server, folder, port } = await keepOnFreePort(async (port) => {
    const folder = await serverFolder(user);
    await writeFile(join(folder, "password"), password);
    const server = await keepServer({
      programs,
      folder,
      user,
      prepare: prepare(programs, folder),
      settings: { ...FAST, listen_addresses: "127.0.0.1", unix_socket_directories: folder, port, ...settings },
    });
    return { server, folder, port };
  });
  const open = (name: string): TestDatabase => {
    const env = { PGHOST: folder, PGPORT: String(port), PGUSER: SUPERUSER, PGDATABASE: name };
    return {
      ...{ database: name, host: folder, port, user: SUPERUSER, env },
      url: `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${name}`,
      run: (script) => psql({ programs, env }, script),
    };
  };
  const main = open("postgres");
  let count = 0;
  return {
    ...{ programs, folder, password, main },
    database: async ({ template } = {}) => {
      const name = `test_${(count += 1)}`;
      await main.run(`create database ${name} template ${template?.database ?? "template0"}`);
      return open(name);
    },
    standby: (standbyOptions = {}) =>
      start(standbyOptions, password, (bin, own) => [
        join(bin, "pg_basebackup"),
        ...["-h", folder, "-p", String(port), "-U", SUPERUSER, "-D", join(own, "db")],
        ...["-R", "-c", "fast", "--no-sync", "-X", "stream"],
      ]),
    stop: () => server.stop(),
  };
}

const MOST_TRIES = 5;

/** A port that is free now may be anybody's when the server has made its folder and wants it: then with another one. */
async function keepOnFreePort<T>(keep: (port: number) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await keep(await freePort());
    } catch (error) {
      if (tries === MOST_TRIES || !(error instanceof Error) || !isPortTaken(error)) throw error;
    }
  }
}

const isPortTaken = (error: Error): boolean => /Address already in use|could not bind/.test(error.message);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening, failure) => server.once("error", failure).listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
