import type { IncomingMessage, ServerResponse } from "node:http";
import type { PlayContract } from "../contract/contract.js";
import type { MatchedMethod } from "../contract/routes.js";
import { PLAY_METHODS } from "../methods/areas.js";
import { continueUpload, openUpload, type UploadSite } from "../upload/answer-upload.js";
import type { UploadSession } from "../upload/sessions.js";
import { accountOf } from "./account.js";
import { type PlayFault, refuseBy } from "./faults.js";
import { Refusal } from "./refusal.js";
import { REFUSALS } from "./refusals.js";
import { jsonReply, pageReply, refusalReply, type Reply, send } from "./reply.js";

/** One request as it reached the fake. */
export interface PlayRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Google's method id without the name of the API, as `edits.insert`; null for an unknown route. */
  readonly operation: string | null;
  /** E-mail; null for nobody. */
  readonly account: string | null;
  /** Null while it runs, and when the connection was lost. */
  readonly status: number | null;
  readonly contentRange: string | null;
  /** Of the body, as far as they came. */
  readonly bytes: number;
}

export interface PlaySite extends UploadSite {
  readonly contract: PlayContract;
  readonly check: boolean;
  readonly requests: PlayRequest[];
  faultOf(line: string): PlayFault | null;
  /** Settles early when the server closes. */
  delay(milliseconds: number): Promise<void>;
}

type Logged = { -readonly [Key in keyof PlayRequest]: PlayRequest[Key] };

interface Target {
  readonly url: URL;
  readonly matched: MatchedMethod | null;
  readonly session: UploadSession | null;
}

/** Answers one request: notes it, plays its fault, and lets the part behind it speak. */
export async function answerRequest(
  site: PlaySite,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const target = targetOf(site, incoming);
  const method = incoming.method ?? "GET";
  const logged: Logged = {
    method,
    path: incoming.url ?? "/",
    operation: target.session?.target.operation ?? operationOf(target.matched),
    account: null,
    status: null,
    contentRange: incoming.headers["content-range"] ?? null,
    bytes: 0,
  };
  incoming.prependListener("data", (chunk: Buffer) => (logged.bytes += chunk.length));
  incoming.pause();
  site.requests.push(logged);
  const fault = site.faultOf(`${method} ${logged.path} ${logged.operation ?? ""}`);
  if (fault?.kind === "slow") await site.delay(fault.delayMs ?? 1000);
  if (fault?.kind === "drop" && fault.atByte === undefined) return void response.destroy();
  const reply = await replyTo(site, incoming, target, { fault, logged }).catch((error: unknown) => {
    if (error instanceof Refusal) return refusalReply(error);
    throw error;
  });
  if (reply === null || fault?.kind === "lost") return void response.destroy();
  if (!incoming.complete) await drained(incoming);
  logged.status = reply.status;
  await send(response, reply, fault?.kind === "truncate");
}

const operationOf = (matched: MatchedMethod | null): string | null =>
  matched?.method.id.replace(/^(androidpublisher|playdeveloperreporting)\./, "") ?? null;

function targetOf(site: PlaySite, incoming: IncomingMessage): Target {
  const url = new URL(incoming.url ?? "/", "http://play.test");
  const session = site.sessions.find(url.searchParams.get("upload_id") ?? "") ?? null;
  const named = url.searchParams.has("upload_id") ? "POST" : (incoming.method ?? "GET");
  return { url, session, matched: site.contract.match(named, url.pathname) };
}

/** A body that nobody wants is read to its end, as Google does: who still writes would not see the answer. */
const drained = (incoming: IncomingMessage): Promise<void> =>
  new Promise((resolve) => incoming.once("close", resolve).once("end", resolve).resume());

interface Turn {
  readonly fault: PlayFault | null;
  readonly logged: Logged;
}

async function replyTo(
  site: PlaySite,
  incoming: IncomingMessage,
  { url, matched, session }: Target,
  { fault, logged }: Turn,
): Promise<Reply | null> {
  const account = accountOf(site.state, incoming.headers.authorization);
  logged.account = account.email;
  if (matched === null) {
    site.violation(`${logged.method} ${url.pathname}: Google has no such method`);
    throw new Refusal({ ...REFUSALS["app-unknown"], message: "Method not found.", reason: "notFound" });
  }
  if (fault?.kind === "page") return pageReply;
  refuseBy(fault);
  const { method, params, upload } = matched;
  if (upload) {
    if (url.searchParams.has("upload_id")) {
      if (session === null) throw new Refusal(REFUSALS["session-gone"]);
      return continueUpload(site, incoming, session, fault);
    }
    return openUpload(site, incoming, { operation: logged.operation ?? "", params, account }, fault);
  }
  const body = await bodyOf(incoming);
  const problems = site.check ? site.contract.requestProblems(method, url.searchParams, body) : [];
  if (problems.length > 0) {
    site.violation(`${logged.operation} was asked wrongly: ${problems.slice(0, 5).join("; ")}`);
    throw new Refusal(REFUSALS.invalid);
  }
  const handler = PLAY_METHODS.get(logged.operation ?? "");
  if (handler === undefined) throw new Error(`${logged.operation} is not served`);
  const answer = handler({ state: site.state, account, params, query: url.searchParams, body: body as never });
  const wrong = site.check ? site.contract.responseProblems(method, answer) : [];
  if (wrong.length > 0) site.violation(`${logged.operation} answered wrongly: ${wrong.slice(0, 5).join("; ")}`);
  return jsonReply(answer === undefined ? 204 : 200, answer);
}

/** Undefined for none, and for the empty object that some clients send where nothing is taken. @throws Refusal */
async function bodyOf(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  if (text === "" || text === "{}") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal({ ...REFUSALS.invalid, message: "Invalid JSON payload received." });
  }
}
