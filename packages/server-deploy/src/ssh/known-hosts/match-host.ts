import { createHmac, timingSafeEqual } from "node:crypto";

const SSH_PORT = 22;

/** A host as known_hosts names it: `host`, and `[host]:port` where the port is not 22. */
export const knownHostName = (host: string, port: number): string =>
  port === SSH_PORT ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;

/** True when the patterns of a line are about `name`; one that is negated and matches rules the line out. */
export function matchesHost(hosts: string, name: string): boolean {
  if (hosts.startsWith("|")) return matchesHash(hosts, name);
  let isMatch = false;
  for (const pattern of hosts.split(",")) {
    const isNegated = pattern.startsWith("!");
    if (!matchesGlob((isNegated ? pattern.slice(1) : pattern).toLowerCase(), name)) continue;
    if (isNegated) return false;
    isMatch = true;
  }
  return isMatch;
}

/** `|1|<salt>|<HMAC-SHA1 of the name>`, both in base64. */
function matchesHash(hashed: string, name: string): boolean {
  const [, version, salt, expected] = hashed.split("|");
  if (version !== "1" || salt === undefined || expected === undefined) return false;
  const sum = createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest();
  const wanted = Buffer.from(expected, "base64");
  return wanted.length === sum.length && timingSafeEqual(sum, wanted);
}

/** `*` is any text, `?` one character, all else itself (brackets too). Linear, since the pattern may be anybody's. */
export function matchesGlob(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let from = 0;
  while (t < text.length) {
    if (pattern[p] === "*") {
      star = p++;
      from = t;
    } else if (p < pattern.length && (pattern[p] === "?" || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++from;
    } else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}
