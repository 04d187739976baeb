import { isReleaseError, type Json, type ReleaseError, toJson } from "@signalbox/release-core";
import {
  authMissing,
  authRefused,
  forbidden,
  notFound,
  queryFailed,
  rateLimited,
  refused,
  serverFailed,
  unreachable,
} from "./errors.js";

/** What an Octokit throws, by shape: `RequestError` of @octokit/request-error, `GraphqlResponseError` of @octokit/graphql. */
interface Thrown {
  readonly message?: string;
  readonly name?: string;
  readonly status?: number;
  readonly response?: { readonly headers?: Headers; readonly data?: unknown };
  readonly errors?: readonly { readonly type?: string; readonly message?: string }[];
  readonly headers?: Headers;
}
type Headers = Readonly<Record<string, string | number | undefined>>;

/**
 * The one table of GitHub's failures. `what` names the request for people: `POST /repos/{owner}/{repo}/pulls`.
 * An abort is thrown as it is.
 * Source: https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api,
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function translate(error: unknown, what: string, signal?: AbortSignal): unknown {
  if (isReleaseError(error)) return error;
  if (signal?.aborted === true) return signal.reason;
  const thrown = (error ?? {}) as Thrown;
  if (thrown.errors !== undefined && thrown.response !== undefined && thrown.status === undefined)
    return ofQuery(thrown, what);
  // Octokit gives a lost connection the status 500, and no response.
  if (thrown.status === undefined || thrown.response === undefined)
    return unreachable(what, thrown.message ?? String(error), error);
  return ofStatus(thrown.status, thrown, what);
}

function ofStatus(status: number, thrown: Thrown, what: string): ReleaseError {
  const headers = thrown.response?.headers ?? {};
  const body = (thrown.response?.data ?? {}) as { message?: unknown; errors?: unknown };
  const reason = reasonOf(body, thrown);
  if (status === 401) return isUnsigned(reason) ? authMissing(what, thrown) : authRefused(what, thrown);
  if (status === 429 || (status === 403 && isRateLimit(headers, reason)))
    return rateLimited(what, waitOf(headers), thrown);
  if (status === 403) return forbidden(what, reason, lackedScopes(headers), thrown);
  if (status === 404 || status === 410) return notFound(what, thrown);
  if (status >= 500) return serverFailed(what, status, thrown);
  return refused(what, { status, reason, errors: plain(body.errors) }, thrown);
}

function ofQuery(thrown: Thrown, what: string): ReleaseError {
  const errors = thrown.errors ?? [];
  const types = new Set(errors.map(({ type }) => type));
  const headers = thrown.headers ?? {};
  const reason = errors.map(({ message }) => message ?? "").join("; ");
  if (types.has("RATE_LIMITED") || types.has("RATE_LIMIT")) return rateLimited(what, waitOf(headers), thrown);
  if (types.has("INSUFFICIENT_SCOPES"))
    return forbidden(what, reason, namedScopes(reason) ?? lackedScopes(headers), thrown);
  if (types.has("FORBIDDEN")) return forbidden(what, reason, null, thrown);
  if (errors.length > 0 && errors.every(({ type }) => type === "NOT_FOUND"))
    return notFound(`${what}: ${reason}`, thrown);
  return queryFailed(what, plain(errors), thrown);
}

/** "Requires authentication" of REST, "This endpoint requires you to be authenticated." of GraphQL. */
const isUnsigned = (reason: string): boolean => /requires (?:you to be )?authenticat/i.test(reason);

/** GitHub says it with 403 or 429: no budget is left, a time to wait is named, or the message speaks of a limit. */
const isRateLimit = (headers: Headers, reason: string): boolean =>
  headers["retry-after"] !== undefined ||
  String(headers["x-ratelimit-remaining"]) === "0" ||
  /secondary rate|rate limit|abuse detection/i.test(reason);

function waitOf(headers: Headers): number | null {
  const after = Number(headers["retry-after"]);
  return headers["retry-after"] !== undefined && Number.isFinite(after) ? after * 1000 : null;
}

/** Scopes that the route takes, when the token has none of them; fine-grained tokens have no scopes. */
function lackedScopes(headers: Headers): string | null {
  const accepted = listOf(headers["x-accepted-oauth-scopes"]);
  const granted = headers["x-oauth-scopes"];
  if (granted === undefined || accepted.length === 0) return null;
  return listOf(granted).some((scope) => accepted.includes(scope)) ? null : accepted.join(", ");
}

/** A query names them in its message: `requires one of the following scopes: ['read:project'], but …`. */
function namedScopes(reason: string): string | null {
  const list = /one of the following scopes: \[([^\]]*)\]/.exec(reason)?.[1]?.replace(/['"]/g, "") ?? "";
  return list === "" ? null : list;
}

const listOf = (header: string | number | undefined): readonly string[] =>
  String(header ?? "")
    .split(",")
    .map((scope) => scope.trim())
    .filter((scope) => scope !== "");

/** GitHub's message with the parts that say which field of what is wrong. */
function reasonOf(body: { readonly message?: unknown; readonly errors?: unknown }, thrown: Thrown): string {
  const message = typeof body.message === "string" ? body.message : (thrown.message ?? "no message");
  const parts = (Array.isArray(body.errors) ? (body.errors as unknown[]) : []).map((part) => {
    if (typeof part === "string") return part;
    const { message: text, resource, field, code } = (part ?? {}) as Record<string, string | undefined>;
    return text ?? [resource, field, code].filter((word) => word !== undefined).join(" ");
  });
  return parts.length === 0 ? message : `${message} (${parts.join("; ")})`;
}

/** Foreign values as JSON; what is none is told as text. */
function plain(value: unknown): Json {
  try {
    return toJson(JSON.parse(JSON.stringify(value ?? null)));
  } catch {
    return String(value);
  }
}
