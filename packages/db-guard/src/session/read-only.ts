import type { Row, SqlClient } from "../ports.js";
import { connectionSilent, databaseError, notARead, sessionOver } from "./errors.js";
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

/** Beyond the server's own limit: the way there and back. A network that swallows packets says nothing. */
const WAY_MS = 5000;
const STATEMENT_MS = 5000;

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
  const { statementTimeoutMs = STATEMENT_MS } = limits;
  const waiting: Waiting = { signal, withinMs: statementTimeoutMs === 0 ? null : statementTimeoutMs + WAY_MS };
  let begun = false;
  let isOver = false;
  const session: ReadSession = {
    rows: async (text, values = []) => {
      signal.throwIfAborted();
      // What is asked late would run outside of the transaction.
      if (isOver) throw sessionOver();
      // A second statement could end the transaction, and all of its promises with it.
      if (!/^\s*(select|with|show)\b/i.test(text) || text.includes(";")) throw notARead(text);
      const first = !begun;
      begun = true;
      if (first && values.length === 0) return lastRows(await answer(client.query(`${begin}; ${text}`), waiting));
      if (first) await answer(client.query(begin), waiting);
      return lastRows(await answer(client.query(text, values), waiting));
    },
  };
  try {
    return await work(session);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    isOver = true;
    if (begun) await endQuietly(client, waiting);
  }
}

function beginText({
  statementTimeoutMs = STATEMENT_MS,
  lockTimeoutMs = 1000,
  idleTimeoutMs = 15_000,
}: SessionLimits): string {
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

interface Waiting {
  readonly signal: AbortSignal;
  /** null: the server may take as long as it likes. */
  readonly withinMs: number | null;
}

async function answer<T>(running: Promise<T>, { signal, withinMs }: Waiting): Promise<T> {
  running.catch(() => {}); // nobody waits for it after an abort
  let stop = (): void => {};
  let timer: NodeJS.Timeout | undefined;
  const givenUp = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener("abort", stop, { once: true });
    if (withinMs !== null) timer = setTimeout(() => reject(connectionSilent(withinMs)), withinMs);
  });
  try {
    return await Promise.race([running, givenUp]);
  } catch (error) {
    throw signal.aborted ? signal.reason : databaseError(error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

/** There is nothing to keep. A connection that is gone has ended its transaction, and what failed before is told. */
async function endQuietly(client: SqlClient, waiting: Waiting): Promise<void> {
  const ended = client.query("rollback");
  ended.catch(() => {});
  if (!waiting.signal.aborted) await answer(ended, waiting).catch(() => {});
}
