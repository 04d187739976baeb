import type { CallOptions } from "@signalbox/release-core";
import { translate } from "./translate.js";

/**
 * The bytes of an answer that was asked for with `parseSuccessResponseBody: false`. The connection may break in the
 * middle; that is a failure of the same kind as before the first byte. `what` names it for people.
 */
export async function* bytesOf(data: unknown, what: string, { signal }: CallOptions = {}): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of chunksOf(data)) yield chunk;
  } catch (error) {
    throw translate(error, what, signal);
  }
}

/** A client that cannot hand a body on as it comes gives all of it. */
function chunksOf(data: unknown): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (typeof data === "string") return [Buffer.from(data)];
  if (data instanceof ArrayBuffer) return [new Uint8Array(data)];
  if (typeof data === "object" && data !== null && Symbol.asyncIterator in data)
    return data as AsyncIterable<Uint8Array>;
  throw new TypeError("The client gave no body for a download.");
}
