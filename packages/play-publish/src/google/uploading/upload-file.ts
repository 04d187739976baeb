import { open } from "node:fs/promises";
import type { Context, Sleep } from "@signalbox/release-core";
import { fileChanged, fileMissing } from "../../errors.js";
import { type HashedFile, hashedFile } from "./hashed-file.js";
import { isOurs, type UploadProtocol } from "./protocol.js";
import { advance, beginning, type Journey } from "./journey.js";
import { afterFailure } from "./after-failure.js";
import type { SessionFile } from "./session-file.js";
import { tellProgress } from "./tell-progress.js";

/** A file on its way. */
export interface Upload {
  /** For people: `bundle of org.example.field`. */
  readonly what: string;
  readonly path: string;
  readonly size: number;
  /** 64 hex digits. */
  readonly sha256: string;
  /** Below `/upload/androidpublisher/v3/`. */
  readonly target: string;
  readonly session: SessionFile;
  /** What Play has of this very content already, as it would answer an upload; null: nothing. */
  readonly findTaken?: ((context: Context) => Promise<object | null>) | undefined;
}

export interface Uploader extends UploadProtocol {
  readonly sleep: Sleep;
}

/**
 * Sends a file, from where an earlier process of this machine broke off.
 * @returns Play's answer
 * @throws ReleaseError of the table of failures, `ERR_PLAY_UPLOAD_BROKEN` (retryable), `ERR_FILE_CHANGED`, `ERR_FILE_MISSING`
 */
export async function uploadFile(uploader: Uploader, upload: Upload, context: Context): Promise<unknown> {
  const { path, size, sha256 } = upload;
  const handle = await open(path, "r").catch((error: unknown) => {
    throw fileMissing(path, error);
  });
  try {
    if ((await handle.stat()).size !== size) throw fileChanged(path, sha256, null);
    const file = hashedFile(handle, size, sha256, (other) => fileChanged(path, sha256, other));
    return await sendAll(uploader, upload, file, context);
  } finally {
    await handle.close();
  }
}

async function sendAll(uploader: Uploader, upload: Upload, file: HashedFile, context: Context): Promise<unknown> {
  const { session, size } = upload;
  const tell = tellProgress(context, upload);
  const known = await session.load();
  const journey: Journey = beginning(known !== null && isOurs(uploader, known) ? known : null);
  for (;;) {
    const progress = await advance(uploader, upload, journey, { file, tell, signal: context.signal });
    const taken = progress.state === "gone" ? await upload.findTaken?.(context) : null;
    if (progress.state === "complete" || (taken ?? null) !== null) {
      tell(size);
      await session.forget();
      return progress.state === "complete" ? progress.body : taken;
    }
    if (progress.state === "more") {
      if (progress.next > journey.reached) journey.breaks = 0;
      journey.reached = Math.max(journey.reached, progress.next);
      journey.next = progress.next;
      tell(progress.next);
    } else {
      await afterFailure(upload, journey, progress, (ms) => uploader.sleep(ms, context.signal));
    }
  }
}
