import type { IncomingMessage, ServerResponse } from "node:http";
import { answerProblems, type MatchedOperation, matchOperation, requestProblems } from "../contract/match.js";
import type { TokenOptions } from "../options.js";
import { ROUTES } from "../routes/routes.js";
import type { CircleState } from "../state/circle-state.js";
import { accountOf, projectOf, requireAccess } from "./account.js";
import { answerArtifact } from "./answer-artifact.js";
import type { CircleFault } from "./faults.js";
import { notFound, Refusal } from "./refusal.js";
import { faultReply, jsonReply, refusalReply, type Reply, send } from "./reply.js";
import type { Storage } from "./storage.js";

/** One request as it reached the fake. */
export interface CircleRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** As CircleCI's description names it; `artifact` for a file; null for an unknown route. */
  readonly operation: string | null;
  /** Null while it runs, and when the connection was lost. */
  readonly status: number | null;
}

export interface CircleSite {
  readonly state: CircleState;
  readonly storage: Storage;
  readonly tokens: readonly TokenOptions[];
  readonly pageSize: number;
  readonly requests: CircleRequest[];
  violation(text: string): void;
  faultOf(line: string): CircleFault | null;
  /** Settles early when the server closes. */
  delay(milliseconds: number): Promise<void>;
  url(): string;
}

type Logged = { -readonly [Key in keyof CircleRequest]: CircleRequest[Key] };

/** Answers one request: notes it, plays its fault, and lets the part behind it speak. */
export async function answerRequest(
  site: CircleSite,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = "GET", url: path = "/" } = incoming;
  const url = new URL(path, "http://circleci.test");
  const matched = matchOperation(method, url.pathname);
  const operation = matched?.name ?? (url.pathname.startsWith("/output/") ? "artifact" : null);
  const logged: Logged = { method, path, operation, status: null };
  site.requests.push(logged);
  const fault = site.faultOf(`${method} ${path} ${operation ?? ""}`);
  if (fault?.kind === "slow") await site.delay(fault.delayMs ?? 1000);
  if (fault?.kind === "drop") return void response.destroy();
  const reply =
    faultReply(fault) ??
    (await replyTo(site, incoming, { url, matched, operation }).catch((error: unknown) => {
      if (error instanceof Refusal) return refusalReply(error);
      throw error;
    }));
  if (fault?.kind === "lost") return void response.destroy();
  logged.status = reply.status;
  await send(response, reply, fault?.kind === "truncate");
}

interface Target {
  readonly url: URL;
  readonly matched: MatchedOperation | null;
  readonly operation: string | null;
}

async function replyTo(
  site: CircleSite,
  incoming: IncomingMessage,
  { url, matched, operation }: Target,
): Promise<Reply> {
  const body = await bodyOf(incoming);
  const header = incoming.headers["circle-token"];
  const account = accountOf(site.tokens, typeof header === "string" ? header : undefined);
  if (operation === "artifact") return answerArtifact(site, account, url.pathname);
  if (matched === null) {
    site.violation(`${incoming.method} ${url.pathname}: CircleCI has no such operation`);
    throw notFound("Route");
  }
  const problems = requestProblems(matched, url.searchParams, body);
  if (problems.length > 0) {
    site.violation(`${matched.name} was asked wrongly: ${problems.slice(0, 5).join("; ")}`);
    throw new Refusal(400, problems.join("; "));
  }
  const { params, contract } = matched;
  requireAccess(account, projectOf(site.state, params, url.pathname), contract.method === "POST");
  const { state, pageSize } = site;
  const answer = ROUTES[matched.name]({ state, params, pageSize, body, query: url.searchParams, url: site.url() });
  const wrong = answerProblems(matched, answer);
  if (wrong.length > 0) site.violation(`${matched.name} answered wrongly: ${wrong.slice(0, 5).join("; ")}`);
  return jsonReply(contract.status, answer);
}

/** Undefined for none. @throws Refusal 400 */
async function bodyOf(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal(400, "Malformed JSON");
  }
}
