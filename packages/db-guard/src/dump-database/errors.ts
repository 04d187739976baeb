import { isReleaseError, ReleaseError } from "@signalbox/release-core";

export const fileTaken = (file: string): ReleaseError => new ReleaseError(takenProblem(file));

export const takenProblem = (file: string): { code: string; message: string; hint: string } => ({
  code: "ERR_DUMP_FILE_TAKEN",
  message: `${file} is there already, and it is not a dump of this database that its record vouches for.`,
  hint: "Nothing was written over it. Take another name, or move it away.",
});

export const noSpace = (file: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_DUMP_NO_SPACE",
    message: `The disk is full: ${file} was not made.`,
    hint: "Nothing of it is left. Make room, or dump into another folder.",
    details: { file },
    cause,
  });

export const dumpIncomplete = (file: string, why: string, missing: readonly string[] = []): ReleaseError =>
  new ReleaseError({
    code: "ERR_DUMP_INCOMPLETE",
    message: `The dump for ${file} cannot be relied on: ${why}.`,
    hint: "It was thrown away. Dump again; if tables are missing again, the role may not see them.",
    details: { file, missing: missing.slice(0, 50) },
    retryable: true,
  });

export const dumpChanged = (file: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_DUMP_CHANGED",
    message: `${file} is no longer what its record says.`,
    hint: "Do not rely on it: it was changed or damaged. Make a fresh dump under another name.",
    details: { file },
  });

export const drillRunning = (scratch: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_DRILL_RUNNING",
    message: `Somebody else restores into ${scratch} at this moment.`,
    hint: "Ask again when that is over; nothing was touched.",
    details: { scratch },
    retryable: true,
  });

export const drillDiffers = (file: string, expected: number, found: number): ReleaseError =>
  new ReleaseError({
    code: "ERR_DRILL_FAILED",
    message: `${file} was restored with ${found} of ${expected} tables.`,
    hint: "Do not rely on it: make a fresh dump under another name. The scratch database was dropped.",
    details: { file, expected, found },
  });

const CUT: readonly string[] = ["ERR_DB_UNREACHABLE", "ERR_DB_CONNECTION_LOST"];

/** The words for a cut connection speak of the dump: in a drill that one is made and verified. Others pass unchanged. */
export function drillCut(error: unknown, file: string): unknown {
  if (!isReleaseError(error) || !CUT.includes(error.code)) return error;
  const { code, message, details } = error;
  const hint = `The dump ${file} is good; only the restore is to be repeated, by the same command, once the server answers.`;
  return new ReleaseError({ code, message, hint, details, retryable: true, cause: error });
}

interface Translation {
  readonly pattern: RegExp;
  readonly code: string;
  readonly hint: string;
  readonly retryable?: boolean;
}

/** By the words of libpq's programs in the C locale. */
const TRANSLATIONS: readonly Translation[] = [
  {
    // Its --lock-wait-timeout is a statement_timeout, which it sets for nothing else.
    pattern: /(?:lock|statement) timeout|could not obtain lock/i,
    code: "ERR_DB_LOCK_TIMEOUT",
    hint: "Somebody alters a table: `signalbox db check` shows who. Dump again when that is over.",
    retryable: true,
  },
  {
    pattern: /permission denied to create database/i,
    code: "ERR_DRILL_NOT_ALLOWED",
    hint: "A drill needs a role with CREATEDB: grant it, or name a database of another server with drillOn.",
  },
  {
    pattern: /permission denied|row-level security/i,
    code: "ERR_DB_NO_PRIVILEGE",
    hint: "A dump needs SELECT on every table (pg_read_all_data), and BYPASSRLS where there are row policies.",
  },
  {
    pattern: /password authentication failed|no password supplied|pg_hba\.conf/i,
    code: "ERR_DB_LOGIN",
    hint: "Check PGUSER and PGPASSWORD (or PGPASSFILE).",
  },
  {
    pattern: /server version mismatch|unsupported version/i,
    code: "ERR_PG_DUMP_MISSING",
    hint: "Install postgresql-client of the server's major version or a newer one.",
  },
  {
    pattern:
      /connection to server .* failed|could not (?:connect|translate host)|server closed the connection|terminat/i,
    code: "ERR_DB_UNREACHABLE",
    hint: "Check that the server runs and can be reached, then dump again.",
    retryable: true,
  },
  {
    pattern: /no space left/i,
    code: "ERR_DUMP_NO_SPACE",
    hint: "The database server's disk is full, or this machine's: make room, then try again.",
  },
];

/** What a program said on its standard error, as an error with a next step. */
export function programFailed(program: string, code: number | null, said: string): ReleaseError {
  // DETAIL and CONTEXT lines can hold what is in the rows.
  const words = said
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^\s*(?:pg_\w+: )?(?:detail|context|command was|query was)\b/i.test(line))
    .slice(0, 5)
    .join(" ");
  const found = TRANSLATIONS.find(({ pattern }) => pattern.test(words));
  return new ReleaseError({
    code: found?.code ?? "ERR_DUMP_FAILED",
    message: `${program} ended with ${code === null ? "a signal" : `code ${code}`}: ${words === "" ? "it said nothing" : words}`,
    hint: found?.hint ?? "See its own words; nothing half done is left.",
    details: { program, exitCode: code },
    retryable: found?.retryable ?? false,
  });
}

export const programMissing = (program: string, cause: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_PG_DUMP_MISSING",
    message: `${program} cannot be started.`,
    hint: "Install postgresql-client of the server's major version or a newer one.",
    details: { program },
    cause,
  });
