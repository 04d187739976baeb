/** How PostgreSQL is reached, as libpq reads it: https://www.postgresql.org/docs/current/libpq-envars.html */
export interface DatabaseVariables {
  /** `PGHOST` and its like, those that are set and not empty. */
  readonly libpq: Readonly<Record<string, string>>;
  /** A URL by the name of its variable; null: not set. From then on nothing that is written may hold its password. */
  readonly urlOf: (variable: string) => string | null;
}

/** Reads them. `secrets` grows by every password that is found. */
export function readDatabaseVariables(
  env: Readonly<Record<string, string | undefined>>,
  secrets: string[],
): DatabaseVariables {
  const libpq = Object.fromEntries(
    Object.entries(env).filter(
      (pair): pair is [string, string] => /^PG[A-Z]+$/.test(pair[0]) && (pair[1] ?? "") !== "",
    ),
  );
  if (libpq["PGPASSWORD"] !== undefined) secrets.push(libpq["PGPASSWORD"]);
  return {
    libpq,
    urlOf: (variable) => {
      const url = env[variable] ?? "";
      if (url === "") return null;
      const password = passwordIn(url);
      if (password !== "") secrets.push(password);
      return url;
    },
  };
}

function passwordIn(url: string): string {
  const written = URL.canParse(url) ? new URL(url).password : "";
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
