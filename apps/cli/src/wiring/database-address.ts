import type { DatabaseVariables } from "../config/database-variables.js";
import { databaseAddressWrong, databaseNotNamed } from "../errors-database.js";

/** How one database is reached, by libpq's words. */
export interface DatabaseAddress {
  /** `PGHOST`, `PGPORT`, `PGUSER`, `PGDATABASE`, `PGPASSWORD`, `PGSSLMODE`, `PGSSLROOTCERT`, …; only those that are known. */
  readonly libpq: Readonly<Record<string, string>>;
}

/** What libpq's programs call parameters of a URL. */
const PARAMETERS: Readonly<Record<string, string>> = {
  host: "PGHOST",
  port: "PGPORT",
  user: "PGUSER",
  password: "PGPASSWORD",
  dbname: "PGDATABASE",
  sslmode: "PGSSLMODE",
  sslrootcert: "PGSSLROOTCERT",
  sslcert: "PGSSLCERT",
  sslkey: "PGSSLKEY",
  connect_timeout: "PGCONNECT_TIMEOUT",
  options: "PGOPTIONS",
  target_session_attrs: "PGTARGETSESSIONATTRS",
  channel_binding: "PGCHANNELBINDING",
};

/**
 * By the URL in the variable that the configuration names; else by libpq's variables; else by `DATABASE_URL`.
 * @throws ReleaseError `ERR_DATABASE_NOT_NAMED`, `ERR_DATABASE_ADDRESS`
 */
export function databaseAddress(
  { libpq, urlOf }: DatabaseVariables,
  { name, urlFrom }: { readonly name: string; readonly urlFrom?: string | undefined },
): DatabaseAddress {
  if (urlFrom !== undefined) {
    const url = urlOf(urlFrom);
    if (url === null) throw databaseNotNamed(name, urlFrom);
    return { libpq: { ...settingsOf(libpq), ...fromUrl(url, urlFrom) } };
  }
  if (["PGHOST", "PGHOSTADDR", "PGDATABASE", "PGPORT"].some((variable) => libpq[variable] !== undefined))
    return { libpq };
  if (libpq["PGSERVICE"] !== undefined)
    throw databaseAddressWrong("PGSERVICE", "service files are not read", "Set PGHOST and PGDATABASE instead.");
  const url = urlOf("DATABASE_URL");
  if (url === null) throw databaseNotNamed(name, null);
  return { libpq: { ...settingsOf(libpq), ...fromUrl(url, "DATABASE_URL") } };
}

/** How, not where to: a URL does not get the password of another server. */
const settingsOf = (libpq: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(libpq).filter(([name]) => /^PG(?:SSL|CONNECT_TIMEOUT|PASSFILE)/.test(name)));

function fromUrl(text: string, variable: string): Record<string, string> {
  const wrong = (why: string): Error =>
    databaseAddressWrong(
      variable,
      why,
      "It looks like postgresql://user:password@host:5432/database?sslmode=verify-full.",
    );
  if (!/^postgres(?:ql)?:\/\//.test(text)) throw wrong("is no postgresql:// URL");
  // Without a host it is a socket: postgresql:///database?host=/run/postgresql.
  if (!URL.canParse(text)) throw wrong("cannot be read, or names several hosts");
  const url = new URL(text);
  const decoded = (part: string): string => {
    try {
      return decodeURIComponent(part);
    } catch {
      throw wrong("has a % that stands for nothing");
    }
  };
  const named = {
    PGHOST: decoded(url.hostname).replace(/^\[(.*)\]$/, "$1"),
    PGPORT: url.port,
    PGUSER: decoded(url.username),
    PGPASSWORD: decoded(url.password),
    PGDATABASE: decoded(url.pathname.slice(1)),
  };
  if (named.PGHOST.includes(",")) throw wrong("names several hosts");
  const unknown = [...url.searchParams.keys()].find((key) => PARAMETERS[key] === undefined && !IGNORED.has(key));
  if (unknown !== undefined) throw wrong(`has the parameter ${unknown}, which is not known`);
  const given = [...url.searchParams].flatMap(([key, value]) => {
    const libpqName = PARAMETERS[key];
    return libpqName === undefined ? [] : [[libpqName, value] as const];
  });
  return Object.fromEntries([...Object.entries(named), ...given].filter(([, value]) => value !== ""));
}

/** Of other drivers, or without a meaning for reads. */
const IGNORED: ReadonlySet<string> = new Set([
  "application_name",
  "fallback_application_name",
  "ssl",
  "pgbouncer",
  "schema",
]);
