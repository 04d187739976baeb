import assert from "node:assert/strict";
import { type GitServer, writesOf } from "../git-server/start-git-server.js";

/**
 * Runs `look` and fails when anything that belongs to a push reached the server meanwhile.
 * @throws AssertionError with the requests, and whatever `look` throws
 */
export async function provesReadOnly<T>(server: Pick<GitServer, "requests">, look: () => Promise<T>): Promise<T> {
  const before = new Set(writesOf(server));
  const result = await look();
  const writes = writesOf(server).filter((request) => !before.has(request));
  assert.deepEqual(
    writes.map(({ method, path }) => `${method} ${path}`),
    [],
    "reading must not reach the server as a write",
  );
  return result;
}
