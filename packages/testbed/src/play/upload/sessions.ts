import { randomBytes } from "node:crypto";
import { nothingReceived, type Received } from "./receive.js";
import type { UploadTarget } from "./store.js";

/** A resumable upload: https://cloud.google.com/storage/docs/resumable-uploads, the protocol of all Google APIs. */
export interface UploadSession {
  readonly id: string;
  readonly target: UploadTarget;
  /** Bytes of the whole file, when the client has told. */
  readonly total: number | null;
  readonly file: Received;
  /** The answer when all was there; it is given again to who asks again. */
  answer: object | null;
}

export interface UploadSessions {
  open(target: UploadTarget, total: number | null): UploadSession;
  find(id: string): UploadSession | undefined;
  /** As after a week, or when Google loses one. */
  forgetAll(): void;
}

export function uploadSessions(): UploadSessions {
  const sessions = new Map<string, UploadSession>();
  return {
    open: (target, total) => {
      const session = { id: randomBytes(24).toString("hex"), target, total, file: nothingReceived(), answer: null };
      sessions.set(session.id, session);
      return session;
    },
    find: (id) => sessions.get(id),
    forgetAll: () => sessions.clear(),
  };
}
