import type { Databases, Opened, SqlClient } from "../ports.js";
import { databaseError } from "./errors.js";
import { readOnly, type ReadOnlyOptions } from "./read-only.js";
import type { ReadSession } from "./read-session.js";

/** Opens a connection of its own, reads in one read-only transaction, and closes it however that ends. */
export async function lookAt<T>(
  databases: Pick<Databases, "openSql">,
  name: string,
  work: (session: ReadSession) => Promise<T>,
  options: ReadOnlyOptions,
): Promise<T> {
  const opened = await open(databases, name, options.signal);
  try {
    return await readOnly(opened.client, work, options);
  } finally {
    await opened.close();
  }
}

async function open(
  databases: Pick<Databases, "openSql">,
  name: string,
  signal: AbortSignal,
): Promise<Opened<SqlClient>> {
  try {
    return await databases.openSql(name, { signal });
  } catch (error) {
    throw signal.aborted ? signal.reason : databaseError(error);
  }
}
