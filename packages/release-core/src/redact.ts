import type { Json } from "./json.js";

/** Shapes of secrets that may stand in a foreign message. Sources: the vendors' own token formats. */
const SHAPES: readonly [RegExp, string][] = [
  // The user name of ssh (`git@`) is no secret; that of https may be a token.
  [/\b((?:git\+)?ssh:\/\/[^\s/?#:@]+):[^\s/?#]*@/gi, "$1:***@"],
  [/\b((?!(?:git\+)?ssh:)[a-z][a-z0-9+.-]*:\/\/)[^\s/?#]*@/gi, "$1***@"],
  [
    /\b(https?:\/\/(?:hooks\.slack\.com\/(?:services|workflows|triggers)|discord(?:app)?\.com\/api\/webhooks)\/)[^\s"']+/gi,
    "$1***",
  ],
  [
    /([?&](?:access_token|token|api_?key|password|client_secret|sig|x-amz-(?:signature|credential|security-token))=)[^&\s"']+/gi,
    "$1***",
  ],
  [/\b(?:gh[pousr]_|github_pat_|glpat-|npm_|CCI[A-Z]{3}_)[A-Za-z0-9_-]{16,}/g, "***"],
  [/\bxox[abeoprs]-[A-Za-z0-9-]{8,}/g, "***"],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, "***"],
  [/\bya29\.[A-Za-z0-9_-]{16,}/g, "***"],
  [/\bAIza[A-Za-z0-9_-]{35}/g, "***"],
  [/\b(authorization["']?\s*[:=]\s*["']?(?:basic|bearer|token)\s+)[^\s"']+/gi, "$1***"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, "***"],
];

/** A part of every shape: most texts have none of them, and are looked through once instead of once a shape. */
const HINT =
  /:\/\/|[?&][a-z_-]+=|gh[pousr]_|github_pat_|glpat-|npm_|cci[a-z]{3}_|xox|akia|asia|ya29|aiza|authorization|private key/i;
const SHORTEST_SHAPE = "a://b@".length;

/** Hides known secrets and everything that looks like one (law 10). */
export function redactText(text: string, secrets: readonly string[] = []): string {
  if (secrets.length === 0 && !HINT.test(text)) return text;
  const known = secrets.filter((secret) => secret.length >= 4).flatMap((secret) => [secret, inUrl(secret)]);
  // Longest first: of two secrets, one may begin with the other.
  const hidden = known
    .sort((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(secret, () => "***"), text);
  if (hidden.length < SHORTEST_SHAPE || !HINT.test(hidden)) return hidden;
  return SHAPES.reduce((rest, [shape, mask]) => rest.replace(shape, mask), hidden);
}

/** The secret as a URL spells it; a lone surrogate has no such spelling. */
const inUrl = (secret: string): string => (/\p{Surrogate}/u.test(secret) ? secret : encodeURIComponent(secret));

/**
 * The same over every string of a JSON value, the names of members included; the value itself when there is nothing
 * to hide. `text` is its JSON, for callers that have it already.
 */
export function redactJson(value: Json, secrets: readonly string[] = [], text = JSON.stringify(value)): Json {
  // Nothing that a shape looks for is escaped in JSON, so one look at the whole text answers for all its strings.
  return secrets.length === 0 && !HINT.test(text) ? value : redactParts(value, secrets);
}

function redactParts(value: Json, secrets: readonly string[]): Json {
  if (typeof value === "string") return redactText(value, secrets);
  if (Array.isArray(value)) return value.map((item: Json) => redactParts(item, secrets));
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries<Json>(value as { readonly [key: string]: Json });
  return Object.fromEntries(members.map(([key, member]) => [redactText(key, secrets), redactParts(member, secrets)]));
}
