import { createHash } from "node:crypto";
import type { Contract } from "../contract/contract.js";
import { mayRefuse } from "../contract/may-refuse.js";
import type { MatchedRoute } from "../contract/routes.js";
import type { Host } from "../host.js";
import { REST_AREAS } from "../rest/areas.js";
import type { GuardedRestHandler, RestAnswer, RestCall, RestHandler } from "../rest/rest-handler.js";
import type { RepositoryRecord } from "../state/records.js";
import { checkAccess } from "./access.js";
import type { Exchange } from "./exchange.js";
import { notFound, Problem } from "./problem.js";
import { problemBody, type Reply, replyOf } from "./reply.js";
import { workQueue } from "./work.js";

const HANDLERS = new Map(REST_AREAS.flatMap((area) => Object.entries(area)));

export interface RestSite {
  readonly host: Host;
  readonly contract: Contract;
  /** Hold requests and answers against the contract. */
  readonly check: boolean;
}

/** Answers one REST request as GitHub would, and notes what GitHub would never take or say. */
export async function answerRest(site: RestSite, exchange: Exchange, route: MatchedRoute | null): Promise<Reply> {
  const { host, contract, check } = site;
  const { method, url } = exchange;
  if (route === null) {
    host.violation(`${method} ${url.pathname}: GitHub has no such operation`);
    return replyOf(404, problemBody(notFound()));
  }
  const { operationId } = route.operation;
  const answer = await answerOf(site, exchange, route);
  const { status, body, headers } = answer;
  if (check && !(answer.refusal === true && mayRefuse(route, status))) {
    const problems = contract.responseProblems(route, status, body === undefined ? undefined : jsonOf(body));
    if (problems.length > 0) host.violation(`${operationId} answered ${status}: ${problems.slice(0, 5).join("; ")}`);
  }
  return conditional(exchange, replyOf(status, body, headers));
}

type Answer = RestAnswer & { readonly refusal?: boolean };

const fromProblem = (problem: Problem): Answer => ({
  status: problem.status,
  body: problemBody(problem),
  refusal: true,
  ...(problem.more.headers === undefined ? {} : { headers: problem.more.headers }),
});

async function answerOf({ host, contract, check }: RestSite, exchange: Exchange, route: MatchedRoute): Promise<Answer> {
  const { operationId } = route.operation;
  const handler = guarded(HANDLERS.get(operationId));
  const query = Object.fromEntries(exchange.url.searchParams);
  let call: RestCall;
  try {
    const repository = repositoryOf(host, exchange, route, handler);
    const body = bodyOf(exchange);
    const problems = check ? contract.requestProblems(route, query, body) : [];
    if (problems.length > 0) {
      host.violation(`${operationId} was asked wrongly: ${problems.slice(0, 5).join("; ")}`);
      throw new Problem(422, `Invalid request.\n\n${problems.join("\n")}`);
    }
    call = restCall(host, exchange, route, { repository, query, body: body ?? {} });
  } catch (error) {
    if (error instanceof Problem) return fromProblem(error);
    throw error;
  }
  if (handler === null) {
    host.violation(`${operationId} is not served`);
    return { status: 501, body: { message: `The fake does not serve ${operationId}.` }, refusal: true };
  }
  try {
    return await handler.handle(call);
  } catch (error) {
    if (error instanceof Problem) return fromProblem(error);
    throw error;
  }
}

type Entry = RestHandler | GuardedRestHandler | undefined;

const guarded = (entry: unknown): GuardedRestHandler | null => {
  const known = entry as Entry;
  if (known === undefined) return null;
  return typeof known === "function" ? { handle: known } : known;
};

/** The repository of the path, when the user may do this with it. @throws Problem */
function repositoryOf(
  { state, urls }: Host,
  { method, url, user }: Exchange,
  route: MatchedRoute,
  handler: GuardedRestHandler | null,
): RepositoryRecord | null {
  const { owner, repo } = route.params;
  if (owner === undefined || repo === undefined) {
    if (route.write && user === null) throw new Problem(401, "Requires authentication");
    return null;
  }
  const slug = `${owner}/${repo}`;
  const repository = state.repository(slug);
  if (repository === undefined) throw notFound();
  if (state.permission(user, repository) === null) throw notFound();
  if (state.formerly(slug)) {
    const rest = url.pathname.split("/").slice(4).join("/");
    const location = `${urls.api}/repositories/${repository.id}${rest === "" ? "" : `/${rest}`}${url.search}`;
    const body = { url: location };
    throw method === "GET"
      ? new Problem(301, "Moved Permanently", { headers: { location }, body })
      : new Problem(307, "Temporary Redirect", { headers: { location }, body });
  }
  checkAccess(state, user, repository, { ...handler, write: route.write });
  return repository;
}

function bodyOf({ raw, headers }: Exchange): unknown {
  if (raw.length === 0) return undefined;
  if (headers["content-type"]?.includes("json") === false) return raw;
  try {
    return JSON.parse(raw.toString()) as unknown;
  } catch {
    throw new Problem(400, "Problems parsing JSON");
  }
}

function restCall(
  host: Host,
  exchange: Exchange,
  route: MatchedRoute,
  found: { repository: RepositoryRecord | null; query: Record<string, string>; body: unknown },
): RestCall {
  const { user } = exchange;
  return {
    host,
    user,
    get actor() {
      if (user === null) throw new Problem(401, "Requires authentication");
      return user;
    },
    get repository() {
      if (found.repository === null) throw new Error(`${route.path} names no repository`);
      return found.repository;
    },
    params: route.params,
    query: found.query,
    body: found.body,
    raw: exchange.raw,
    headers: exchange.headers,
    url: new URL(`${host.urls.api}${exchange.url.pathname}${exchange.url.search}`),
    asOf: exchange.asOf,
    work: workQueue(host.compareWorkMs),
  };
}

/** As the client will read it: no `undefined`, dates as text. */
const jsonOf = (body: unknown): unknown =>
  Buffer.isBuffer(body) ? body : (JSON.parse(JSON.stringify(body)) as unknown);

/** 304 for who has it already (RFC 9110 §13.1.2). */
function conditional({ method, headers }: Exchange, reply: Reply): Reply {
  if (method !== "GET" || reply.status !== 200) return reply;
  const etag = `W/"${createHash("sha256").update(reply.bytes).digest("hex")}"`;
  const known = (headers["if-none-match"] ?? "").split(/,\s*/).map((tag) => tag.replace(/^(W\/)?/, "W/"));
  if (known.includes(etag)) return { status: 304, headers: { etag }, bytes: Buffer.alloc(0) };
  return { ...reply, headers: { ...reply.headers, etag, "cache-control": "private, max-age=60, s-maxage=60" } };
}
