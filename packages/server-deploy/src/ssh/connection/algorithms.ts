import type { Algorithms } from "ssh2";
import { matchesList } from "../config/host-classes.js";
import type { HostConfig } from "../config/host-config.js";

/** Fast first: what OpenSSL does in hardware. All of it is offered by OpenSSH 6.5 (2014) and newer. */
const KEX = [
  "curve25519-sha256",
  "curve25519-sha256@libssh.org",
  "ecdh-sha2-nistp256",
  "ecdh-sha2-nistp384",
  "ecdh-sha2-nistp521",
  "diffie-hellman-group-exchange-sha256",
  "diffie-hellman-group16-sha512",
  "diffie-hellman-group18-sha512",
  "diffie-hellman-group14-sha256",
];
const CIPHERS = [
  "aes128-gcm@openssh.com",
  "aes256-gcm@openssh.com",
  "aes128-ctr",
  "aes192-ctr",
  "aes256-ctr",
  "chacha20-poly1305@openssh.com",
];
const MACS = ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"];
const HOST_KEYS = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "rsa-sha2-512",
  "rsa-sha2-256",
];
/** Only for who names it: SHA-1. */
const OLD = ["ssh-rsa", "hmac-sha1-etm@openssh.com", "hmac-sha1", "diffie-hellman-group14-sha1"];

/** One type of key signs under several names (RFC 8332). */
const signatureNames = (type: string): string[] =>
  type === "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256", type] : [type];

/**
 * What is offered to a host: what the configuration allows, the fast first; of host keys those that are known for it, so
 * that it shows one that can be checked (as OpenSSH does). Null when nothing is left of a list.
 */
export function chooseAlgorithms(config: HostConfig["algorithms"], knownTypes: readonly string[]): Algorithms | null {
  const known = knownTypes.flatMap(signatureNames);
  const hostKeys = allowed(HOST_KEYS, config.hostKey);
  const serverHostKey = [
    ...hostKeys.filter((name) => known.includes(name)),
    ...hostKeys.filter((name) => !known.includes(name)),
  ];
  const lists = {
    kex: allowed(KEX, config.kex),
    cipher: allowed(CIPHERS, config.cipher),
    hmac: allowed(MACS, config.mac),
    serverHostKey,
  };
  if (Object.values(lists).some((names) => names.length === 0)) return null;
  return lists as Algorithms;
}

/** `+`, `-` and `^` before a list change our own (ssh_config(5), Ciphers); `ssh -G` has done that already. */
function allowed(ours: readonly string[], theirs: readonly string[] | null): string[] {
  if (theirs === null) return [...ours];
  const [, change, first = ""] = /^([+^-]?)(.*)$/.exec(theirs[0] ?? "") ?? [];
  const named = [first, ...theirs.slice(1)];
  if (change === "-") return ours.filter((name) => !matchesList(named, name));
  const more = OLD.filter((name) => named.includes(name));
  return change === "" ? [...ours, ...OLD].filter((name) => named.includes(name)) : [...ours, ...more];
}
