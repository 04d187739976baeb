import { isReleaseError, ReleaseError } from "@signalbox/release-core";

interface Translation {
  readonly code: string;
  /** What it means for who asked; PostgreSQL's own words follow. */
  readonly message: string;
  readonly hint: string;
  readonly retryable?: boolean;
  /** The driver's own words would only confuse. */
  readonly saysAll?: boolean;
}

const TABLE_MISSING: Translation = {
  code: "ERR_DB_TABLE_MISSING",
  message: "A table is not there",
  hint: "Is it the right database, schema and table prefix? `signalbox jobs --explain` shows where it looks.",
};
const CONNECTION_LOST: Translation = {
  code: "ERR_DB_CONNECTION_LOST",
  message: "The connection to the database was lost",
  hint: "Nothing was changed; ask again. If it happens at every look, see the database's own log.",
  retryable: true,
};
const UNREACHABLE: Translation = {
  code: "ERR_DB_UNREACHABLE",
  message: "The database does not answer",
  hint: "Check PGHOST and PGPORT (or the URL), the network, and whether the server runs.",
  retryable: true,
};
const LOGIN_REFUSED: Translation = {
  code: "ERR_DB_LOGIN",
  message: "The database refuses the login",
  hint: "Check PGUSER and PGPASSWORD (or PGPASSFILE), and the server's pg_hba.conf for this address.",
};
const PASSWORD_MISSING: Translation = {
  code: "ERR_DB_LOGIN",
  message: "The database wants a password, and PGPASSWORD is not set",
  hint: "Set PGPASSWORD or PGPASSFILE, or give the password in the URL.",
  saysAll: true,
};
const TLS_FAILED: Translation = {
  code: "ERR_DB_TLS",
  message: "The database's TLS certificate is not accepted, or it speaks no TLS",
  hint: "Set PGSSLMODE and PGSSLROOTCERT as the server needs them; do not switch verification off for production.",
};

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) or Node's code; classes by two letters. */
const TRANSLATIONS: Readonly<Record<string, Translation>> = {
  "42P01": TABLE_MISSING,
  "3F000": TABLE_MISSING,
  "42703": {
    code: "ERR_DB_COLUMN_MISSING",
    message: "A column is not there",
    hint: "The schema is of a version that is not known here, or was migrated in the middle of the look: ask again.",
  },
  "42501": {
    code: "ERR_DB_NO_PRIVILEGE",
    message: "The database user may not read this",
    hint: "Grant it SELECT on the tables named, or USAGE on their schema; it needs no more.",
  },
  "57014": {
    code: "ERR_DB_STATEMENT_TIMEOUT",
    message: "The database stopped a query of ours, since it took too long",
    hint: "Make the indexes that the README recommends, or allow more time; the limit protects the database.",
    retryable: true,
  },
  "55P03": {
    code: "ERR_DB_LOCK_TIMEOUT",
    message: "A table stayed locked longer than we wait",
    hint: "Somebody alters it: `signalbox db check` shows who. Ask again when that is over.",
    retryable: true,
  },
  "3D000": {
    code: "ERR_DB_UNKNOWN",
    message: "There is no such database",
    hint: "Check PGDATABASE, or the path of the URL.",
  },
  "25006": {
    code: "ERR_DB_READ_ONLY",
    message: "A query tried to write, and was refused",
    hint: "Nothing was changed. A guard only reads; please report this.",
  },
  "53300": {
    code: "ERR_DB_TOO_MANY_CONNECTIONS",
    message: "The database takes no more connections",
    hint: "Ask again later; `signalbox db check` shows the headroom once one is free.",
    retryable: true,
  },
  "40001": {
    code: "ERR_DB_CONFLICT",
    message: "The standby had to stop a query of ours, to go on following its primary",
    hint: "Ask again, or ask the primary.",
    retryable: true,
  },
  "57P03": UNREACHABLE,
  "57P01": CONNECTION_LOST,
  "57P02": CONNECTION_LOST,
  "57P05": CONNECTION_LOST,
  "25P03": CONNECTION_LOST,
  "08": CONNECTION_LOST,
  "28": LOGIN_REFUSED,
  ECONNRESET: CONNECTION_LOST,
  EPIPE: CONNECTION_LOST,
  ECONNREFUSED: UNREACHABLE,
  ENOTFOUND: UNREACHABLE,
  EAI_AGAIN: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENOENT: UNREACHABLE, // no such unix socket
  DEPTH_ZERO_SELF_SIGNED_CERT: TLS_FAILED,
  SELF_SIGNED_CERT_IN_CHAIN: TLS_FAILED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: TLS_FAILED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: TLS_FAILED,
  CERT_HAS_EXPIRED: TLS_FAILED,
  ERR_TLS_CERT_ALTNAME_INVALID: TLS_FAILED,
};

/** `pg` has no codes for these. */
const BY_MESSAGE: readonly (readonly [RegExp, Translation])[] = [
  [/does not support SSL|no SSL/i, TLS_FAILED],
  [/connection terminated|not queryable|client (was|has been) closed|connection ended/i, CONNECTION_LOST],
  [/timeout expired|connect timeout/i, UNREACHABLE],
  [/password must be a (?:non-empty )?string/i, PASSWORD_MISSING],
  [/SASL/i, LOGIN_REFUSED],
];

const OTHER: Translation = {
  code: "ERR_DB_QUERY",
  message: "The database refused a query",
  hint: "See its own words; if they do not help, please report this with the database's version.",
};

/** What PostgreSQL, its driver or the network say, as an error with a next step. Errors of the house pass unchanged. */
export function databaseError(error: unknown): Error {
  if (isReleaseError(error)) return error;
  const said = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  const found =
    TRANSLATIONS[code] ??
    TRANSLATIONS[code.slice(0, 2)] ??
    BY_MESSAGE.find(([pattern]) => pattern.test(said))?.[1] ??
    OTHER;
  return new ReleaseError({
    code: found.code,
    message: found.saysAll === true ? `${found.message}.` : `${found.message}: ${said || code || "no message"}`,
    hint: found.hint,
    details: { sqlState: code === "" ? null : code },
    retryable: found.retryable ?? false,
    cause: error,
  });
}

/** A connection that is tried on several addresses fails with one error for each. */
function codeOf(error: unknown): string {
  const { code, errors } = (error ?? {}) as { code?: unknown; errors?: readonly unknown[] };
  if (typeof code === "string") return code;
  return Array.isArray(errors) && errors.length > 0 ? codeOf(errors[0]) : "";
}

export const notARead = (text: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_DB_READ_ONLY",
    message: `Only one reading statement at a time is sent to the database, and this is none: ${text.trim().slice(0, 60)}`,
    hint: "Nothing was sent. A guard only reads; please report this.",
    details: { sqlState: null },
  });

/** Nothing came, not even the server's own refusal: the network between swallows what is sent. */
export const connectionSilent = (afterMs: number): ReleaseError =>
  new ReleaseError({
    code: CONNECTION_LOST.code,
    message: `${CONNECTION_LOST.message}: it was silent for ${afterMs / 1000} s`,
    hint: CONNECTION_LOST.hint,
    details: { sqlState: null },
    retryable: true,
  });

export const sessionOver = (): ReleaseError =>
  new ReleaseError({
    code: "ERR_DB_READ_ONLY",
    message: "A question was asked after its read-only transaction had ended.",
    hint: "Nothing was sent. Ask within the callback of `readOnly`, and wait for each answer there.",
    details: { sqlState: null },
  });
