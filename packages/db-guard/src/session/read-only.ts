import type { Row, SqlClient } from "../ports.js";
import { databaseError, notARead } from "./errors.js";
import type { ReadSession } from "./read-session.js";

/** What keeps the guard from harming the database, in milliseconds. */
export interface SessionLimits {
  /** Default: 5000. */
  readonly statementTimeoutMs?: number | undefined;
  /** A waiting lock makes others wait behind it. Default: 1000. */
  readonly lockTimeoutMs?: number | undefined;
  /** The server ends the connection when this process stops in the middle. Default: 15000. */
  readonly idleTimeoutMs?: number | undefined;
}

export interface ReadOnlyOptions {
  readonly signal: AbortSignal;
  readonly limits?: SessionLimits | undefined;
}

/**
 * One look at a database: everything that `work` reads is read in one read-only transaction, which ends without a trace.
 * All settings are local to it, so it also works behind PgBouncer in transaction mode. The transaction begins with the
 * first query, in the same message. After an abort the client may still be busy: whoever opened it closes it.
 * @throws ReleaseError by the table in `errors.ts`, and what `work` throws
 */
export async function readOnly<T>(
  client: SqlClient,
  work: (session: ReadSession) => Promise<T>,
  { signal, limits = {} }: ReadOnlyOptions,
): Promise<T> {
  signal.throwIfAborted();
  const begin = beginText(limits);
  let begun = false;
  const session: ReadSession = {
    rows: async (text, values = []) => {
      signal.throwIfAborted();
      // A second statement could end the transaction, and all of its promises with it.
      if (!/^\s*(select|with|show)\b/i.test(text) || text.includes(";")) throw notARead(text);
      const first = !begun;
      begun = true;
      if (first && values.length === 0) return lastRows(await unlessAborted(client.query(`${begin}; ${text}`), signal));
      if (first) await unlessAborted(client.query(begin), signal);
      return lastRows(await unlessAborted(client.query(text, values), signal));
    },
  };
  try {
    return await work(session);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    if (begun) await endQuietly(client, signal);
  }
}

function beginText({ statementTimeoutMs = 5000, lockTimeoutMs = 1000, idleTimeoutMs = 15_000 }: SessionLimits): string {
  const settings = {
    statement_timeout: String(statementTimeoutMs),
    lock_timeout: String(lockTimeoutMs),
    idle_in_transaction_session_timeout: String(idleTimeoutMs),
    application_name: "signalbox",
  };
  const local = Object.entries(settings).map(([name, value]) => `set local ${name} = '${value}'`);
  return ["begin transaction read only", ...local].join("; ");
}

type Answer = { readonly rows: readonly Row[] };

/** `pg` answers several statements with an array. */
function lastRows(answer: Answer | readonly Answer[]): readonly Row[] {
  return (Array.isArray(answer) ? (answer as readonly Answer[]).at(-1) : (answer as Answer))?.rows ?? [];
}

async function unlessAborted<T>(running: Promise<T>, signal: AbortSignal): Promise<T> {
  running.catch(() => {}); // nobody waits for it after an abort
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([running, aborted]);
  } catch (error) {
    throw signal.aborted ? signal.reason : databaseError(error);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** There is nothing to keep. A connection that is gone has ended its transaction, and what failed before is told. */
async function endQuietly(client: SqlClient, signal: AbortSignal): Promise<void> {
  const ended = client.query("rollback").then(
    () => {},
    () => {},
  );
  if (!signal.aborted) await ended;
}
