import { isReleaseError } from "@signalbox/release-core";
import { failureOfThrown, type GoogleFailure } from "../failures/google-failure.js";
import type { HashedFile } from "./hashed-file.js";
import { askProgress, openSession, type Progress, sendPiece, type UploadProtocol } from "./protocol.js";
import type { TellProgress } from "./tell-progress.js";
import type { Upload } from "./upload-file.js";

/** Where an upload is. */
export interface Journey {
  /** A secret; null before Google has opened one. */
  uri: string | null;
  /** The byte that Google wants next; null when it must be asked. */
  next: number | null;
  /** The furthest byte so far. */
  reached: number;
  /** Breaks in a row without a byte between them. */
  breaks: number;
  /** How often Google has opened one. */
  sessions: number;
}

export const beginning = (uri: string | null): Journey => ({ uri, next: null, reached: 0, breaks: 0, sessions: 0 });

export interface Work {
  readonly file: HashedFile;
  readonly tell: TellProgress;
  readonly signal: AbortSignal;
}

/** As Google recommends; a multiple of 256 KiB, as it demands. So much at most is sent twice after a break. */
const PIECE = 8 * 1024 * 1024;

/** One request further. A connection that breaks is an answer too; an abort and a changed file are thrown. */
export async function advance(
  protocol: UploadProtocol,
  upload: Upload,
  journey: Journey,
  work: Work,
): Promise<Progress> {
  try {
    if (journey.uri === null) return await begin(protocol, upload, journey, work.signal);
    const { uri, next } = journey;
    if (next === null || next >= upload.size) return await look(protocol, uri, upload.size, work.signal);
    return await send(protocol, uri, { upload, next }, work);
  } catch (error) {
    if (work.signal.aborted) throw work.signal.reason;
    if (isReleaseError(error)) throw error;
    return { state: "failed", failure: failureOfThrown(error) };
  }
}

async function begin(
  protocol: UploadProtocol,
  { target, size, session }: Upload,
  journey: Journey,
  signal: AbortSignal,
): Promise<Progress> {
  const opened = await openSession(protocol, target, size, signal);
  if ("failure" in opened) return { state: "failed", failure: opened.failure };
  await session.save(opened.uri);
  journey.uri = opened.uri;
  journey.sessions += 1;
  return { state: "more", next: 0 };
}

const NOT_TAKEN: GoogleFailure = {
  status: 503,
  canonical: null,
  reasons: [],
  message: "all bytes are there, and the upload is not complete",
  retryAfterMs: null,
};

async function look(protocol: UploadProtocol, uri: string, size: number, signal: AbortSignal): Promise<Progress> {
  const progress = await askProgress(protocol, uri, size, signal);
  const isStuck = progress.state === "more" && progress.next >= size;
  return isStuck ? { state: "failed", failure: NOT_TAKEN } : progress;
}

function send(
  protocol: UploadProtocol,
  uri: string,
  { upload: { size }, next: from }: { readonly upload: Upload; readonly next: number },
  { file, tell, signal }: Work,
): Promise<Progress> {
  const to = Math.min(size, from + PIECE);
  const piece = {
    from,
    to,
    size,
    pump: (sink: (bytes: Uint8Array) => Promise<void>) => file.pump(from, to, tell.through(from, sink)),
  };
  return sendPiece(protocol, uri, piece, signal);
}
