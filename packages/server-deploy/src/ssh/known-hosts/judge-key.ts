import { knownHostName, matchesHost } from "./match-host.js";
import type { KnownHostLine } from "./parse-known-hosts.js";

/** A server whose key is looked up: its name (or its HostKeyAlias) and port. */
export interface KeyTarget {
  readonly host: string;
  readonly port: number;
  /** An alias stands for itself, whatever the port is (ssh_config(5), HostKeyAlias). */
  readonly isAlias: boolean;
}

export type KeyVerdict =
  | { readonly status: "known" }
  | { readonly status: "revoked"; readonly line: KnownHostLine }
  /** Other keys are known for it. */
  | { readonly status: "changed"; readonly lines: readonly KnownHostLine[] }
  /** `hasAuthority`: a certificate would be trusted, a plain key is not. */
  | { readonly status: "unknown"; readonly hasAuthority: boolean };

/** The name under which a key is looked up, and written down. */
export const nameOfTarget = ({ host, port, isAlias }: KeyTarget): string =>
  isAlias ? host.toLowerCase() : knownHostName(host, port);

/**
 * What known_hosts says about a key that a server shows. Stricter than OpenSSH in one point: a key of another type than
 * those that are known for the host is `changed` too, and so never written down by `accept-new`.
 */
export function judgeKey(lines: readonly KnownHostLine[], target: KeyTarget, key: Buffer): KeyVerdict {
  const name = nameOfTarget(target);
  const verdict = judgeName(lines, name, key);
  // As OpenSSH does: under its own port nothing is known, but the same key is known for the host.
  const plain = target.host.toLowerCase();
  if (verdict.status !== "unknown" || name === plain) return verdict;
  const other = judgeName(lines, plain, key);
  return other.status === "known" || other.status === "revoked" ? other : verdict;
}

function judgeName(lines: readonly KnownHostLine[], name: string, key: Buffer): KeyVerdict {
  const own = lines.filter((line) => matchesHost(line.hosts, name));
  const revoked = own.find((line) => line.marker === "revoked" && line.key.equals(key));
  if (revoked !== undefined) return { status: "revoked", line: revoked };
  const keys = own.filter((line) => line.marker === null);
  if (keys.some((line) => line.key.equals(key))) return { status: "known" };
  if (keys.length > 0) return { status: "changed", lines: keys };
  return { status: "unknown", hasAuthority: own.some((line) => line.marker === "cert-authority") };
}

/** The types of the keys that are known for it, in the order of the files: it is asked for one of these first. */
export function knownKeyTypes(lines: readonly KnownHostLine[], target: KeyTarget): string[] {
  const names = [nameOfTarget(target), target.host.toLowerCase()];
  for (const name of names) {
    const types = lines.filter((line) => line.marker === null && matchesHost(line.hosts, name)).map(({ type }) => type);
    if (types.length > 0) return [...new Set(types)];
  }
  return [];
}
