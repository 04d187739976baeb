import { PassThrough } from "node:stream";
import type { Host, Ran } from "../ports.js";
import { hostRefused, hostUnclear } from "./errors.js";
import { byLine } from "./lines.js";

export interface Talk {
  readonly host: Host;
  readonly program: string;
  readonly words: readonly (string | number)[];
  /** Said at once, before anything was heard. */
  readonly opening?: Uint8Array | undefined;
  readonly onStart?: ((say: PassThrough) => void) | undefined;
  /** Hears a line; what it throws ends the talk. */
  readonly onLine: (line: string, say: PassThrough) => void | Promise<void>;
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
}

/**
 * Runs a program of ours on the host as root, and hears it line by line. Its input stays open until `say` is ended:
 * that it closes is how the host knows that nobody listens any more.
 * @throws ReleaseError what `host.run` throws, and what the program refuses
 */
export async function converse({
  host,
  program,
  words,
  opening,
  onStart,
  onLine,
  signal,
  deadlineMs,
}: Talk): Promise<Ran> {
  const say = new PassThrough();
  if (opening !== undefined) say.write(opening);
  onStart?.(say);
  const failure = new AbortController();
  let hearing = Promise.resolve();
  let refusal: string | undefined;
  const hear = byLine((line) => {
    if (line.startsWith("refused ")) refusal = line.slice("refused ".length);
    hearing = hearing.then(() => onLine(line, say));
    hearing.catch((error: unknown) => failure.abort(error));
  });
  try {
    const ran = await host.run(["sh", "-c", program, "signalbox", ...words.map(String)], {
      asRoot: true,
      input: say,
      onOutput: hear,
      maxBytes: 64 * 1024,
      deadlineMs,
      signal: AbortSignal.any([signal, failure.signal]),
    });
    await hearing;
    if (refusal !== undefined) throw hostRefused(host.name, refusal);
    if (ran.code !== 0) throw hostUnclear(host.name, ran.stderr);
    return ran;
  } catch (error) {
    if (failure.signal.aborted) throw failure.signal.reason;
    throw error;
  } finally {
    say.destroy();
  }
}
