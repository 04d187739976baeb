import type { Json } from "./json.js";

/** Shapes of secrets that may stand in a foreign message. Sources: GitHub, GitLab, Slack, AWS and Google token formats. */
const SHAPES: readonly [RegExp, string][] = [
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s/@:]+(?::[^\s/@]*)?@/gi, "$1***@"],
  [/\b(?:gh[pousr]_|github_pat_|glpat-)[A-Za-z0-9_-]{16,}/g, "***"],
  [/\bxox[abeoprs]-[A-Za-z0-9-]{8,}/g, "***"],
  [/\bAKIA[0-9A-Z]{16}\b/g, "***"],
  [/\bya29\.[A-Za-z0-9_-]{16,}/g, "***"],
  [/\b(authorization:\s*(?:basic|bearer|token)\s+)[^\s"']+/gi, "$1***"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g, "***"],
];

/** Hides known secrets and everything that looks like one (law 10). */
export function redactText(text: string, secrets: readonly string[] = []): string {
  const known = secrets.filter((secret) => secret.length >= 4);
  const hidden = known.reduce((rest, secret) => rest.replaceAll(secret, "***"), text);
  return SHAPES.reduce((rest, [shape, mask]) => rest.replace(shape, mask), hidden);
}

/** The same over every string of a JSON value. */
export function redactJson(value: Json, secrets: readonly string[] = []): Json {
  if (typeof value === "string") return redactText(value, secrets);
  if (Array.isArray(value)) return value.map((item: Json) => redactJson(item, secrets));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, redactJson(member as Json, secrets)]));
}
