import { isReleaseError, type ReleaseError } from "@signalbox/release-core";
import { hostAuth, hostProtocol, hostUnknown, hostUnreachable, type Place } from "../errors.js";

/** What was said when a connection could not be made, and what had been tried by then. */
export interface Failure {
  readonly place: Place;
  readonly error: unknown;
  readonly tried: readonly string[];
  /** What else the server would have taken. */
  readonly methods: readonly string[];
  readonly attempts: number;
}

type Translate = (failure: Failure, message: string, cause: unknown) => ReleaseError;

const unreachable =
  (reason?: string): Translate =>
  ({ place, attempts }, message, cause) =>
    hostUnreachable(place, reason ?? message, attempts, cause);

const refusedAuth: Translate = ({ place, tried, methods }, message, cause) => {
  const would = methods.length === 0 ? "" : `; it takes ${methods.join(", ")}`;
  return hostAuth(place, /^All configured/.test(message) ? `no key was accepted${would}` : message, tried, cause);
};

const protocol =
  (reason?: string): Translate =>
  ({ place }, message, cause) =>
    hostProtocol(place, reason ?? message, cause);

/** The codes of Node's sockets and resolver (libuv). */
const BY_CODE: Readonly<Record<string, Translate>> = {
  ECONNREFUSED: unreachable("it refused the connection"),
  ECONNRESET: unreachable("it hung up"),
  EPIPE: unreachable("it hung up"),
  ETIMEDOUT: unreachable("it did not answer in time"),
  EHOSTUNREACH: unreachable("there is no way to it"),
  ENETUNREACH: unreachable("there is no way to its network"),
  EHOSTDOWN: unreachable("it is down"),
  EADDRNOTAVAIL: unreachable("no local address or port is free for it"),
  EAI_AGAIN: unreachable("its name could not be looked up just now"),
  ENOTFOUND: ({ place }, _message, cause) =>
    hostUnknown(place.name, `the name of ${place.address} is not known`, cause),
  EACCES: unreachable("this machine forbids the connection"),
};

/** What ssh2 says: `level` of its errors, and texts of those that share one. Sources: lib/client.js, lib/protocol. */
const BY_TEXT: readonly (readonly [RegExp, Translate])[] = [
  [
    /All configured authentication methods failed|Too many authentication failures|not permitted|Permission denied/i,
    refusedAuth,
  ],
  [
    /lost before handshake|before user authentication/i,
    unreachable("it hung up before we could speak (too many are calling, or it is starting)"),
  ],
  [/Timed out while waiting for handshake|Keepalive timeout/i, unreachable("it did not answer in time")],
  [/no matching|algorithm/i, protocol()],
  [/Invalid (?:identification|packet|SSH)|Bad packet|Packet length|Handshake failed|protocol/i, protocol()],
];

/** One of ours for whatever made a connection fail. */
export function translate(failure: Failure): ReleaseError {
  const { error } = failure;
  if (isReleaseError(error)) return error;
  const { message, code, level } = error as { message?: string; code?: unknown; level?: string };
  const text = message ?? String(error);
  const byCode = typeof code === "string" ? BY_CODE[code] : undefined;
  if (byCode !== undefined) return byCode(failure, text, error);
  const byText = BY_TEXT.find(([pattern]) => pattern.test(text))?.[1];
  if (byText !== undefined) return byText(failure, text, error);
  if (level === "client-authentication") return refusedAuth(failure, text, error);
  return (level === "client-socket" || level === "client-timeout" ? unreachable() : protocol())(failure, text, error);
}
