import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Row, SqlClient } from "../../src/ports.js";
import type { ReadSession } from "../../src/session/read-session.js";
import { readOnly } from "../../src/session/read-only.js";

const { signal } = new AbortController();
const silent = (): Promise<never> => new Promise(() => {});
const rows: readonly Row[] = [{ one: 1 }];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server that answers so many questions, and then is heard of no more. */
function answering(times: number): SqlClient & { readonly sent: string[] } {
  const sent: string[] = [];
  return { sent, query: (text) => (sent.push(text) > times ? silent() : Promise.resolve({ rows })) };
}

test("a network that swallows everything ends the look, and not the process", async () => {
  const look = readOnly(
    answering(1),
    async (session) => [await session.rows("select 1"), await session.rows("select 2")],
    {
      signal,
      limits: { statementTimeoutMs: 2000 },
    },
  );
  const refused = expect(look).rejects.toMatchObject({
    code: "ERR_DB_CONNECTION_LOST",
    message: expect.stringContaining("silent for 7 s") as string,
    retryable: true,
  });
  await vi.advanceTimersByTimeAsync(14_000); // the question, and the rollback
  await refused;
});

test("what was read is not lost where only the rollback gets no answer", async () => {
  const look = readOnly(answering(1), (session) => session.rows("select 1"), { signal });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await look).toEqual(rows);
});

test("a session that is kept asks nothing outside of its transaction", async () => {
  const client = answering(9);
  let kept: ReadSession | undefined;
  await readOnly(client, async (session) => (kept = session).rows("select 1"), { signal });
  await expect(kept?.rows("select 2")).rejects.toMatchObject({ code: "ERR_DB_READ_ONLY" });
  expect(client.sent.at(-1)).toBe("rollback");
  expect(vi.getTimerCount()).toBe(0);
});
