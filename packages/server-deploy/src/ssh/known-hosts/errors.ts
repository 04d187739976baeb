import { ReleaseError } from "@signalbox/release-core";
import { type Place, shown } from "../errors.js";
import { fingerprint } from "./fingerprint.js";
import { keyTypeOf, type KnownHostLine } from "./parse-known-hosts.js";

const placeOf = ({ file, line }: KnownHostLine): string => `${file}:${line}`;

/** A key that a server showed, and the name under which it was looked up. */
export interface ShownKey {
  readonly place: Place;
  readonly target: { readonly host: string; readonly port: number };
  readonly knownAs: string;
  readonly key: Buffer;
}

const detailsOf = ({ place, knownAs, key }: ShownKey): Record<string, string> => ({
  host: place.name,
  address: place.address,
  knownAs,
  type: keyTypeOf(key),
  fingerprint: fingerprint(key),
});

export const hostKeyChanged = (shownKey: ShownKey, lines: readonly KnownHostLine[]): ReleaseError => {
  const known = lines.map((line) => ({ type: line.type, fingerprint: fingerprint(line.key), at: placeOf(line) }));
  const { place, knownAs, key } = shownKey;
  return new ReleaseError({
    code: "ERR_HOST_KEY_CHANGED",
    message:
      `${place.name} (${place.address}) shows the ${keyTypeOf(key)} key ${fingerprint(key)}, but known is ` +
      `${known.map((line) => `${line.type} ${line.fingerprint} (${line.at})`).join(", ")}. Nothing was sent to it.`,
    hint: `Somebody may stand in between. Ask whoever runs the host for its fingerprint; only if it is really this one: ssh-keygen -R ${shown(knownAs)} -f ${shown(lines[0]?.file ?? "")}`,
    details: { ...detailsOf(shownKey), known },
  });
};

export const hostKeyUnknown = (shownKey: ShownKey, hasAuthority: boolean): ReleaseError => {
  const { place, target, knownAs, key } = shownKey;
  const scan = `ssh-keyscan -t ${scanType(keyTypeOf(key))}${target.port === 22 ? "" : ` -p ${target.port}`} ${shown(target.host)}`;
  const authority = hasAuthority
    ? " known_hosts trusts an authority for it; certificates of hosts are not checked here, so its own key must be listed."
    : "";
  return new ReleaseError({
    code: "ERR_HOST_KEY_UNKNOWN",
    message: `The key of ${place.name} (${place.address}) is not known: ${keyTypeOf(key)} ${fingerprint(key)}, looked for as ${knownAs}.${authority}`,
    hint: `Compare the fingerprint with what the host's owner says, then connect once by hand: ssh ${shown(place.name)} (or: ${scan} >> ~/.ssh/known_hosts)`,
    details: { ...detailsOf(shownKey), scan },
  });
};

export const hostKeyRevoked = (shownKey: ShownKey, line: KnownHostLine): ReleaseError =>
  new ReleaseError({
    code: "ERR_HOST_KEY_REVOKED",
    message: `${shownKey.place.name} (${shownKey.place.address}) shows a key that was revoked in ${placeOf(line)}: ${fingerprint(shownKey.key)}.`,
    hint: "Whoever has this key is not trusted any more: give the host a new key, and find out who answers there.",
    details: { ...detailsOf(shownKey), at: placeOf(line) },
  });

export const knownHostsUnreadable = (file: string, reason: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_KNOWN_HOSTS_UNREADABLE",
    message: `${file} cannot be read (${reason}), so no host can be trusted.`,
    hint: `Make it readable for the user who runs this: ls -l ${shown(file)}`,
    details: { file },
    cause,
  });

export const knownHostsUnwritable = (file: string, reason: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_KNOWN_HOSTS_UNWRITABLE",
    message: `A new key cannot be written to ${file} (${reason}), so it was not accepted.`,
    hint: `Make it writable, or connect once by hand and use "strict".`,
    details: { file },
    cause,
  });

export const revokedKeysUnsupported = (name: string, file: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_HOST_KEY_REVOCATION",
    message: `The SSH configuration of ${shown(name)} names RevokedHostKeys (${file}), which are not read here.`,
    hint: "Mark revoked keys with @revoked in a known_hosts file instead; nothing is trusted while this cannot be checked.",
    details: { host: name, file },
  });

/** `ssh-keyscan -t` takes the short names. */
const scanType = (type: string): string => /ed25519|ecdsa|rsa|dsa/.exec(type)?.[0] ?? "ed25519";
