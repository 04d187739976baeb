import { ReleaseError } from "@signalbox/release-core";
import type { GoogleFailure } from "../failures/google-failure.js";
import { playFailed, rowOf } from "../failures/translate.js";
import type { Journey } from "./journey.js";
import type { Progress } from "./protocol.js";
import type { Upload } from "./upload-file.js";

const MOST_BREAKS = 5;
const MOST_SESSIONS = 3;
const FIRST_WAIT_MS = 1000;

/**
 * What follows when no byte was taken: another session, or a wait and a look at how far it is.
 * @throws ReleaseError when it makes no sense to go on
 */
export async function afterFailure(
  upload: Upload,
  journey: Journey,
  progress: Extract<Progress, { readonly state: "gone" | "failed" }>,
  pause: (ms: number) => Promise<void>,
): Promise<void> {
  if (progress.state === "gone") {
    await upload.session.forget();
    if (journey.sessions >= MOST_SESSIONS) throw broken(upload, journey, "Google forgot it again and again");
    journey.uri = null;
    journey.next = null;
    journey.reached = 0;
    return;
  }
  const { failure } = progress;
  if (rowOf(failure).repeat !== true) {
    // Without a token nothing was said about the upload itself.
    if (failure.status !== null && failure.status !== 401) await upload.session.forget();
    throw playFailed(upload.what, failure);
  }
  journey.breaks += 1;
  if (journey.breaks > MOST_BREAKS) throw broken(upload, journey, failure.message);
  journey.next = null;
  await pause(waitOf(failure, journey.breaks));
}

const waitOf = ({ retryAfterMs }: GoogleFailure, breaks: number): number =>
  retryAfterMs ?? FIRST_WAIT_MS * 2 ** (breaks - 1);

/** The session stays: the next call goes on where this one ended. */
const broken = ({ what, size }: Upload, { reached }: Journey, why: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAY_UPLOAD_BROKEN",
    message: `${what}: the upload broke off again and again at ${reached} of ${size} bytes (${why}).`,
    hint: "Run it again on this machine: it goes on from there.",
    details: { reached, size },
    retryable: true,
  });
