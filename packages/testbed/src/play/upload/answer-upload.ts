import type { IncomingMessage } from "node:http";
import type { PlayFault } from "../http/faults.js";
import { Refusal } from "../http/refusal.js";
import { REFUSALS } from "../http/refusals.js";
import { jsonReply, type Reply } from "../http/reply.js";
import type { ReadManifest } from "../artifact/read-manifest.js";
import type { PlayState } from "../state/play-state.js";
import { nothingReceived, PIECE, receive, type Received } from "./receive.js";
import type { UploadSession, UploadSessions } from "./sessions.js";
import { store, targetEdit, type UploadTarget } from "./store.js";

export interface UploadSite {
  readonly state: PlayState;
  readonly sessions: UploadSessions;
  readonly readManifest: ReadManifest;
  violation(text: string): void;
}

const NO_BREAK = null;

/** Opens a resumable upload, or takes a whole file in one request. Null when the connection ended. @throws Refusal */
export async function openUpload(
  site: UploadSite,
  incoming: IncomingMessage,
  target: UploadTarget,
  fault: PlayFault | null,
): Promise<Reply | null> {
  const url = new URL(incoming.url ?? "/", `http://${incoming.headers.host}`);
  targetEdit(site.state, target);
  const type = url.searchParams.get("uploadType");
  const file = nothingReceived();
  const breakAt = type === "media" && fault?.kind === "drop" ? (fault.atByte ?? 0) : NO_BREAK;
  if (!(await receive(incoming, file, breakAt))) return null;
  if (type === "media") return jsonReply(200, store(site.state, target, file, site.readManifest));
  if (type !== "resumable") {
    site.violation(`${target.operation}: an upload of the type ${type ?? "none"} is not served`);
    throw new Refusal(REFUSALS.invalid);
  }
  const told = Number(incoming.headers["x-upload-content-length"] ?? Number.NaN);
  const session = site.sessions.open(target, Number.isNaN(told) ? null : told);
  url.pathname = url.pathname.replace(/^\/resumable\//, "/");
  url.searchParams.set("upload_id", session.id);
  return jsonReply(200, undefined, { location: url.href, "x-guploader-uploadid": session.id });
}

/** Takes a piece of a resumable upload, or tells how far it is. Null when the connection ended. @throws Refusal */
export async function continueUpload(
  site: UploadSite,
  incoming: IncomingMessage,
  session: UploadSession,
  fault: PlayFault | null,
): Promise<Reply | null> {
  const range = rangeOf(incoming.headers["content-range"], session);
  if (range === null) {
    site.violation(`an upload was continued with Content-Range ${incoming.headers["content-range"] ?? "missing"}`);
    throw new Refusal(REFUSALS.invalid);
  }
  const { file } = session;
  if (range.from !== null && session.answer === null) {
    if (range.from !== file.got) throw new Refusal({ ...REFUSALS.invalid, message: `Expected byte ${file.got}.` });
    const last = range.to + 1 === range.total;
    if (!last && (range.to + 1 - range.from) % PIECE !== 0) {
      site.violation(`a piece of an upload has ${range.to + 1 - range.from} bytes, no multiple of ${PIECE}`);
    }
    const breakAt = fault?.kind === "drop" ? Math.max(fault.atByte ?? 0, file.got) : NO_BREAK;
    const mine = breakAt !== NO_BREAK && breakAt <= range.to ? breakAt : NO_BREAK;
    if (!(await receive(incoming, file, mine))) return null;
  } else {
    incoming.resume();
  }
  return progress(site, session, range.total);
}

function progress(site: UploadSite, session: UploadSession, total: number | null): Reply {
  const { file } = session;
  const size = total ?? session.total;
  if (session.answer === null && size !== null && file.got >= size) {
    session.answer = store(site.state, session.target, file, site.readManifest);
  }
  if (session.answer !== null) return jsonReply(200, session.answer);
  return { status: 308, headers: rangeHeader(file), bytes: Buffer.alloc(0) };
}

const rangeHeader = ({ got }: Received): Record<string, string> => (got === 0 ? {} : { range: `bytes=0-${got - 1}` });

interface Range {
  /** Null when only the state is asked for. */
  readonly from: number | null;
  readonly to: number;
  readonly total: number | null;
}

/** `bytes 0-99/200`, `bytes 0-99/*`, or `bytes *` and `/200`. */
function rangeOf(header: string | undefined, session: UploadSession): Range | null {
  const [, from, to, total] = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/.exec(header ?? "") ?? [];
  if (total === undefined) return null;
  const size = total === "*" ? session.total : Number(total);
  return { from: from === undefined ? null : Number(from), to: Number(to ?? -1), total: size };
}
