import type { Agent } from "node:http";
import { failureOf, type GoogleFailure } from "../failures/google-failure.js";
import { accessToken, type TokenSource } from "../http/access-token.js";
import { exchange, type Exchanged, headerOf, jsonOf, type Sink } from "../http/exchange.js";

/**
 * Google's resumable uploads: https://developers.google.com/workspace/drive/api/guides/manage-uploads#resumable,
 * the protocol of all its APIs.
 */
export interface UploadProtocol {
  readonly tokens: TokenSource;
  /** Of the publisher API, without a slash at the end. */
  readonly rootUrl: string;
  readonly agent: Agent | undefined;
  /** Without a byte for this long the connection is given up; Play may think about a large bundle for minutes. */
  readonly idleMs: number;
}

/** Where an upload is after a request. */
export type Progress =
  | { readonly state: "more"; readonly next: number }
  | { readonly state: "complete"; readonly body: unknown }
  | { readonly state: "gone" }
  | { readonly state: "failed"; readonly failure: GoogleFailure };

/** Opens an upload; gives its URI, a secret, or why not. */
export async function openSession(
  protocol: UploadProtocol,
  path: string,
  size: number,
  signal: AbortSignal,
): Promise<{ readonly uri: string } | { readonly failure: GoogleFailure }> {
  const url = new URL(`${protocol.rootUrl}/upload/androidpublisher/v3/${path}?uploadType=resumable`);
  const answer = await exchange(url, {
    method: "POST",
    headers: {
      authorization: `Bearer ${await accessToken(protocol.tokens)}`,
      "content-length": "0",
      "x-upload-content-type": "application/octet-stream",
      "x-upload-content-length": String(size),
    },
    body: "",
    ...way(protocol, signal),
  });
  const uri = headerOf(answer, "location");
  if (answer.status !== 200) return { failure: failureOfAnswer(answer) };
  if (uri === null || !isOurs(protocol, uri)) {
    return { failure: { ...failureOfAnswer(answer), status: 502, message: "the upload has no address of Google" } };
  }
  return { uri };
}

/** Tokens and files go nowhere but to the host that was asked for, or within Google. */
export function isOurs({ rootUrl }: UploadProtocol, uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const [root, url] = [new URL(rootUrl), new URL(uri)];
  const isGoogle = ({ hostname }: URL): boolean => hostname.endsWith(".googleapis.com");
  return url.origin === root.origin || (isGoogle(root) && isGoogle(url) && url.protocol === "https:");
}

/** How far an upload is: `Content-Range: bytes *` and the size. */
export const askProgress = (
  protocol: UploadProtocol,
  uri: string,
  size: number,
  signal: AbortSignal,
): Promise<Progress> => put(protocol, uri, { range: `bytes */${size}`, length: 0, body: "" }, signal);

export interface Piece {
  readonly from: number;
  /** Not included. */
  readonly to: number;
  readonly size: number;
  readonly pump: (sink: Sink) => Promise<void>;
}

export function sendPiece(
  protocol: UploadProtocol,
  uri: string,
  { from, to, size, pump }: Piece,
  signal: AbortSignal,
): Promise<Progress> {
  const range = `bytes ${from}-${to - 1}/${size}`;
  return put(protocol, uri, { range, length: to - from, body: pump }, signal);
}

interface Put {
  /** `Content-Range`. */
  readonly range: string;
  readonly length: number;
  readonly body: "" | ((sink: Sink) => Promise<void>);
}

async function put(
  protocol: UploadProtocol,
  uri: string,
  { range, length, body }: Put,
  signal: AbortSignal,
): Promise<Progress> {
  const answer = await exchange(new URL(uri), {
    method: "PUT",
    headers: {
      authorization: `Bearer ${await accessToken(protocol.tokens)}`,
      "content-length": String(length),
      "content-range": range,
    },
    body,
    ...way(protocol, signal),
  });
  return progressOf(answer);
}

/** 308 without a range: nothing is kept. 404 and 410 without an edit's word: the session is gone. */
function progressOf(answer: Exchanged): Progress {
  const { status } = answer;
  if (status === 200 || status === 201) return { state: "complete", body: jsonOf(answer) };
  if (status === 308) {
    const last = /^bytes=0-(\d+)$/.exec(headerOf(answer, "range") ?? "")?.[1];
    return { state: "more", next: last === undefined ? 0 : Number(last) + 1 };
  }
  const failure = failureOfAnswer(answer);
  const isEdit = /edit/i.test(failure.message) || failure.reasons.some((reason) => /^edit/i.test(reason));
  return (status === 404 || status === 410) && !isEdit ? { state: "gone" } : { state: "failed", failure };
}

const failureOfAnswer = (answer: Exchanged): GoogleFailure =>
  failureOf(answer.status, answer.text, headerOf(answer, "retry-after"));

const way = ({ agent, idleMs }: UploadProtocol, signal: AbortSignal) => ({ agent, idleMs, signal });
