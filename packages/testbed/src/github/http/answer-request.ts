import type { IncomingMessage, ServerResponse } from "node:http";
import type { Contract } from "../contract/contract.js";
import type { Host } from "../host.js";
import type { UserRecord } from "../state/records.js";
import { answerGit, type GitSite } from "./answer-git.js";
import { answerGraphql, readGraphqlRequest } from "./answer-graphql.js";
import { answerPage } from "./answer-page.js";
import { answerRest, type RestSite } from "./answer-rest.js";
import { authenticate } from "./authenticate.js";
import { type Exchange, type GitHubRequest, plainHeaders, readBody } from "./exchange.js";
import { faultReply } from "./fault-reply.js";
import type { FaultRequest, GitHubFault, GraphqlRequest } from "./faults.js";
import { Problem } from "./problem.js";
import { budget, rateLimitHeaders, spend } from "./rate-limit.js";
import { problemReply, type Reply, send } from "./reply.js";
import { type Target, targetOf } from "./target.js";

export interface Site extends RestSite, GitSite {
  readonly host: Host;
  readonly contract: Contract;
  readonly requests: GitHubRequest[];
  readonly latencyMs: number;
  faultOf(request: FaultRequest): GitHubFault | null;
  /** Writes up to this one are seen by every list. */
  floor(): number;
  /** Settles early when the server closes. */
  delay(milliseconds: number): Promise<void>;
}

type Logged = { -readonly [Key in keyof GitHubRequest]: GitHubRequest[Key] };

/** Answers one request of any kind: notes it, plays its fault, and lets the part behind it speak. */
export async function answerRequest(site: Site, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = targetOf(site.host.urls, incoming);
  const raw = target.kind === "git" ? Buffer.alloc(0) : await readBody(incoming);
  const graphql = target.kind === "graphql" ? readGraphqlRequest(raw) : null;
  const route = target.kind === "rest" ? site.contract.match(target.method, pathOf(site.host, target.url)) : null;
  const logged: Logged = {
    method: target.method,
    path: `${target.url.pathname}${target.url.search}`,
    operation: target.kind === "rest" ? (route?.operation.operationId ?? null) : target.kind,
    status: null,
    user: null,
    ...(graphql === null ? {} : { graphql: graphqlOf(graphql) }),
  };
  site.requests.push(logged);
  const fault = site.faultOf(logged);
  const delay = site.latencyMs + (fault?.kind === "slow" ? (fault.delayMs ?? 1000) : 0);
  if (delay > 0) await site.delay(delay);
  if (response.destroyed) return;
  if (fault?.kind === "drop") return void response.destroy();
  const cut = fault?.kind === "truncate" || fault?.kind === "drop-after";
  if (target.kind === "git" && (fault === null || faultReply(fault, null, site.host.now()) === null)) {
    await answerGit(site, incoming, response, cut);
    logged.status = response.statusCode;
    return;
  }
  const write = graphql === null ? !["GET", "HEAD"].includes(target.method) : graphql.write;
  const answer = (): Promise<Reply> => replyTo(site, logged, { target, raw, graphql, fault, incoming });
  const reply = await (write ? inTurn(site, answer) : answer());
  if (fault?.kind === "drop-after") return void response.destroy();
  logged.status = reply.status;
  await send(response, reply, cut);
}

/** One repository's path does not name another: `/repositories/<id>` is the address that 301 gives. */
function pathOf({ state }: Host, url: URL): string {
  const [, , id, rest = ""] = /^\/(repositories)\/(\d+)(\/.*)?$/.exec(url.pathname) ?? [];
  const repository = id === undefined ? undefined : state.repositories.find((each) => each.id === Number(id));
  return repository === undefined ? url.pathname : `/repos/${repository.slug}${rest}`;
}

const graphqlOf = ({ query, variables, aliases }: GraphqlRequest): GraphqlRequest => ({ query, variables, aliases });

const turns = new WeakMap<Site, Promise<unknown>>();

/** Writes happen one after the other, so that a look before a write holds. */
async function inTurn<Value>(site: Site, write: () => Promise<Value>): Promise<Value> {
  const mine = (turns.get(site) ?? Promise.resolve()).then(write);
  turns.set(
    site,
    mine.catch(() => undefined),
  );
  return mine;
}

interface Arrived {
  readonly target: Target;
  readonly raw: Buffer;
  readonly graphql: GraphqlRequest | null;
  readonly fault: GitHubFault | null;
  readonly incoming: IncomingMessage;
}

async function replyTo(site: Site, logged: Logged, arrived: Arrived): Promise<Reply> {
  const { host } = site;
  const { target, raw, fault, incoming } = arrived;
  let user: UserRecord | null = null;
  let reply: Reply;
  const anonymous = budget(host.now(), 60);
  try {
    user = authenticate(host.state, incoming.headers.authorization);
    logged.user = user?.login ?? null;
    const early = fault === null ? null : faultReply(fault, user, host.now());
    if (early === null) spend(user?.rateLimit ?? anonymous, host.now());
    const url = new URL(target.url);
    url.pathname = pathOf(host, url);
    const exchange: Exchange = {
      method: target.method,
      url,
      headers: plainHeaders(incoming.headers),
      raw,
      user,
      fault,
      asOf: fault?.kind === "lag" ? lagged(site, fault) : undefined,
      upload: target.upload,
    };
    reply = early ?? (await replyOfPart(site, exchange, arrived));
    if (reply.status === 304 && user !== null) user.rateLimit.used -= 1;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    reply = problemReply(error);
  }
  const resource = target.kind === "graphql" ? "graphql" : "core";
  const limits = rateLimitHeaders(user?.rateLimit ?? anonymous, host.now(), resource);
  return { ...reply, headers: { ...commonHeaders(site, user), ...limits, ...reply.headers } };
}

async function replyOfPart(site: Site, exchange: Exchange, { target, graphql }: Arrived): Promise<Reply> {
  if (target.kind === "graphql") return answerGraphql(site.host, exchange, graphql);
  if (target.kind === "page") return answerPage(site.host, exchange.url, exchange.user);
  return answerRest(site, exchange, site.contract.match(exchange.method, exchange.url.pathname));
}

const lagged = (site: Site, fault: GitHubFault): Exchange["asOf"] => ({
  time: site.host.now().getTime() - (fault.lagMs ?? 2000),
  sequence: site.floor(),
});

function commonHeaders({ host, requests }: Site, user: UserRecord | null): Record<string, string> {
  return {
    date: host.now().toUTCString(),
    "x-github-request-id": `TEST:${requests.length.toString(16).padStart(4, "0").toUpperCase()}`,
    "x-github-media-type": "github.v3; format=json",
    ...scopesOf(user),
  };
}

/** What a classic token may do; a fine-grained one does not say. */
function scopesOf(user: UserRecord | null): Record<string, string> {
  const scopes = user?.scopes ?? null;
  return scopes === null ? {} : { "x-oauth-scopes": scopes.join(", "), "x-accepted-oauth-scopes": "" };
}
