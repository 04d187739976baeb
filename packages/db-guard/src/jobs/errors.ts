import { type Json, ReleaseError } from "@signalbox/release-core";

export const engineNotFound = (database: string, looked: readonly string[], near: readonly string[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_JOBS_ENGINE_NOT_FOUND",
    message: `In the database ${database} there are no tables or keys of ${looked.join(", ") || "any known engine"}.`,
    hint: [
      "Is it the right database?",
      ...(near.length === 0 ? [] : [`There is ${near.slice(0, 5).join(", ")}.`]),
      `Another engine, prefix or schema stands in the configuration: databases: { ${database}: { engine: "…", prefix: "…", schema: "…" } }.`,
    ].join(" "),
    details: { database, looked, near },
  });

export const engineUnknown = (name: string, known: readonly string[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_JOBS_ENGINE_UNKNOWN",
    message: `There is no job engine ${name}.`,
    hint: `Known are ${known.join(", ")}.`,
    details: { engine: name, known },
  });

/** One of several engines that were looked for, perhaps one that the application does not use, could not be read. */
export const engineUnreadable = (engine: string, error: ReleaseError): ReleaseError =>
  new ReleaseError({
    code: error.code,
    message: `${engine}: ${error.message}`,
    hint: `${error.hint} If ${engine} is not what works here, name the engine that does (\`--engine\`).`,
    details: { ...(error.details as { readonly [field: string]: Json } | null), engine },
    retryable: error.retryable,
    cause: error,
  });

export const schemaAmbiguous = (engine: string, places: readonly string[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_JOBS_AMBIGUOUS",
    message: `There is more than one set of tables of ${engine}: ${places.join(", ")}.`,
    hint: "Name the schema or the prefix that is meant.",
    details: { engine, places },
  });

/** Whatever is hidden looks as if it did not run. */
export const rowsHidden = (engine: string, table: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_JOBS_ROWS_HIDDEN",
    message: `Row-level security may hide jobs of ${engine} from this database user: ${table}.`,
    hint: "Look as the table's owner, or give this user a policy for every row: create policy … for select to … using (true).",
    details: { engine, table },
  });

export const schemaIncomplete = (engine: string, missing: readonly string[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_JOBS_SCHEMA",
    message: `The tables of ${engine} are not as in any version that is known: ${missing.join(", ")} is missing.`,
    hint: "Is a migration half done? Ask again after it; else report this with the engine's version.",
    details: { engine, missing },
  });

export const timeZoneUnknown = (timeZone: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_JOBS_TIME_ZONE",
    message: `${timeZone} is no time zone.`,
    hint: "Name the zone of the engine's process as IANA does: `Asia/Kolkata`, `UTC`.",
    details: { timeZone },
  });
