import type { Context } from "@signalbox/release-core";
import type { Artifact } from "../builds/ports.js";
import { artifactTooLarge } from "./errors.js";

interface Checking {
  readonly artifact: Artifact;
  readonly maxBytes: number;
  /** Filled with the first chunks. */
  readonly beginning: Uint8Array[];
}

const BEGINNING_BYTES = 512;
const STEP_BYTES = 4 * 1024 * 1024;

/** The same bytes, counted: too many end it, and how many there are so far is told. */
export async function* checked(
  source: AsyncIterable<Uint8Array>,
  { artifact, maxBytes, beginning }: Checking,
  { emit, signal }: Context,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  let told = 0;
  for await (const chunk of source) {
    signal.throwIfAborted();
    if (size < BEGINNING_BYTES) beginning.push(chunk.subarray(0, BEGINNING_BYTES - size));
    size += chunk.length;
    if (size > maxBytes) throw artifactTooLarge(artifact.path, maxBytes);
    if (size - told >= STEP_BYTES) {
      told = size;
      const total = artifact.size === null ? {} : { total: artifact.size };
      emit({
        type: "progress",
        kind: "fetch-artifact",
        message: `fetching ${artifact.path}`,
        item: artifact.path,
        done: size,
        ...total,
      });
    }
    yield chunk;
  }
}

/** A page to sign in comes with 200 too. Pure. */
export function looksLikePage(path: string, beginning: readonly Uint8Array[]): boolean {
  if (/\.x?html?$/i.test(path)) return false;
  return /^\uFEFF?\s*<(!doctype\s+html|html[\s>])/i.test(Buffer.concat(beginning).toString("utf8"));
}
