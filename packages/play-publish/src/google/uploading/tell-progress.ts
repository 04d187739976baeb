import { basename } from "node:path";
import type { Context } from "@signalbox/release-core";
import type { Sink } from "../http/exchange.js";

const PAUSE_MS = 200;
const MEGA = 1_000_000;

/** Tells how far an upload is, at most five times a second, and at its end. */
export interface TellProgress {
  (done: number): void;
  /** Tells also of what passes a sink. */
  through(from: number, sink: Sink): Sink;
}

export function tellProgress(
  { emit, now }: Context,
  { path, size }: { readonly path: string; readonly size: number },
): TellProgress {
  const began = now().getTime();
  let first: number | null = null;
  let told = Number.NEGATIVE_INFINITY;
  const tell = (done: number): void => {
    first ??= done;
    const time = now().getTime();
    if (time - told < PAUSE_MS && done < size) return;
    told = time;
    const seconds = (time - began) / 1000;
    const rate = seconds > 0 ? `, ${((done - first) / MEGA / seconds).toFixed(1)} MB/s` : "";
    const message = `${(done / MEGA).toFixed(1)} of ${(size / MEGA).toFixed(1)} MB${rate}`;
    emit({ type: "progress", kind: "upload", message, item: basename(path), state: "uploading", done, total: size });
  };
  const through = (from: number, sink: Sink): Sink => {
    let sent = from;
    return async (bytes) => {
      await sink(bytes);
      sent += bytes.length;
      // The end is told when Play has confirmed it.
      if (sent < size) tell(sent);
    };
  };
  return Object.assign(tell, { through });
}
