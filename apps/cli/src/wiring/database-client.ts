// A script of its own: only who asks a database loads its driver.
import { readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import type { ConnectionOptions } from "node:tls";
import type { Opened, SqlClient } from "@signalbox/db-guard";
import pg from "pg";
import type { DatabaseAddress } from "./database-address.js";

/** Where Debian's server, and libpq of everybody, keep their socket. */
const SOCKET = "/var/run/postgresql";
const CONNECT_MS = 10_000;

/** One connection. What PostgreSQL or the network says about it is thrown as it is. */
export async function openPostgres(
  { libpq }: DatabaseAddress,
  { signal }: { readonly signal: AbortSignal },
): Promise<Opened<SqlClient>> {
  const host = libpq["PGHOSTADDR"] ?? libpq["PGHOST"] ?? SOCKET;
  const mode = host.startsWith("/") ? "disable" : (libpq["PGSSLMODE"] ?? "prefer");
  const ssl = await tlsOf(mode, libpq);
  const connect = (secure: ConnectionOptions | false): Promise<pg.Client> =>
    connectOnce(libpq, { host, ssl: secure, signal });
  const client = await connect(ssl).catch((error: unknown) => {
    // As libpq does it: without TLS where the server has none and nobody insists.
    if (mode === "prefer" && error instanceof Error && /does not support SSL/i.test(error.message))
      return connect(false);
    throw error;
  });
  return {
    client: { query: (text, values) => client.query(text, values === undefined ? undefined : [...values]) },
    close: () => client.end().catch(() => undefined),
  };
}

interface Way {
  readonly host: string;
  readonly ssl: ConnectionOptions | false;
  readonly signal: AbortSignal;
}

async function connectOnce(libpq: Readonly<Record<string, string>>, { host, ssl, signal }: Way): Promise<pg.Client> {
  signal.throwIfAborted();
  const user = libpq["PGUSER"] ?? userInfo().username;
  const timeout = Number(libpq["PGCONNECT_TIMEOUT"] ?? 0) * 1000;
  const client = new pg.Client({
    host,
    port: Number(libpq["PGPORT"] ?? 5432),
    user,
    database: libpq["PGDATABASE"] ?? user,
    ...(libpq["PGPASSWORD"] === undefined ? {} : { password: libpq["PGPASSWORD"] }),
    ...(libpq["PGOPTIONS"] === undefined ? {} : { options: libpq["PGOPTIONS"] }),
    ssl,
    application_name: "signalbox",
    connectionTimeoutMillis: timeout > 0 ? timeout : CONNECT_MS,
    keepAlive: true,
  });
  // A connection that is lost between two queries is told by the next one.
  client.on("error", () => undefined);
  const stop = (): void => void client.end().catch(() => undefined);
  signal.addEventListener("abort", stop, { once: true });
  try {
    await client.connect();
    return client;
  } catch (error) {
    stop();
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION; `allow` begins without TLS. */
async function tlsOf(mode: string, libpq: Readonly<Record<string, string>>): Promise<ConnectionOptions | false> {
  if (mode === "disable" || mode === "allow") return false;
  const read = (variable: string): Promise<string | undefined> =>
    libpq[variable] === undefined ? Promise.resolve(undefined) : readFile(libpq[variable], "utf8");
  const isSystem = libpq["PGSSLROOTCERT"] === "system";
  const [ca, cert, key] = await Promise.all([
    isSystem ? undefined : read("PGSSLROOTCERT"),
    read("PGSSLCERT"),
    read("PGSSLKEY"),
  ]);
  const verifies = mode.startsWith("verify") || isSystem || (mode === "require" && ca !== undefined);
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    rejectUnauthorized: verifies,
    ...(mode === "verify-full" || isSystem ? {} : { checkServerIdentity: () => undefined }),
  };
}
