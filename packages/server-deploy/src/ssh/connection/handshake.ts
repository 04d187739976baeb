import type { Duplex } from "node:stream";
import ssh2, { type Client, type ConnectConfig } from "ssh2";
import { hostProtocol, type Place } from "../errors.js";
import type { HostConfig } from "../config/host-config.js";
import type { Identities } from "../identities/identity.js";
import { Offer } from "../identities/offer.js";
import type { HostKeyCheck } from "../known-hosts/host-key-check.js";
import { chooseAlgorithms } from "./algorithms.js";
import { translate } from "./translate.js";

/** How often a silent peer is asked whether it is there, and how many answers may be missing. */
export interface Keepalive {
  readonly everyMs: number;
  readonly times: number;
}

export interface HandshakeOptions {
  readonly place: Place;
  readonly config: HostConfig;
  readonly check: HostKeyCheck;
  readonly identities: Identities;
  readonly keepalive: Keepalive;
  readonly attempts: number;
}

/** Speaks SSH over a connected stream until we are let in. @throws ReleaseError `ERR_HOST_…` */
export async function shakeHands(stream: Duplex, options: HandshakeOptions, signal: AbortSignal): Promise<Client> {
  const { place, config, check, keepalive, attempts } = options;
  const algorithms = chooseAlgorithms(config.algorithms, check.keyTypes);
  if (algorithms === null) throw hostProtocol(place, "its configuration allows no algorithm that we speak");
  const offer = new Offer(options.identities);
  const client = new ssh2.Client();
  let methods: readonly string[] = [];
  let refusal: Error | undefined;

  return await new Promise<Client>((resolve, reject) => {
    const fail = (error: Error): void => {
      signal.removeEventListener("abort", onAbort);
      client.destroy();
      stream.destroy();
      reject(error);
    };
    const onAbort = (): void => fail(signal.reason as Error);
    signal.addEventListener("abort", onAbort, { once: true });
    const failed = (error: unknown): void =>
      fail(refusal ?? translate({ place, error, tried: offer.tried, methods, attempts }));

    // A key of the agent that does not sign is not the end: the next one is tried, and `offer` remembers it.
    client.on("error", (error: Error & { level?: string }) => error.level !== "agent" && failed(error));
    client.on("close", () => failed(new Error("Connection lost before user authentication ended")));
    client.once("ready", () => {
      signal.removeEventListener("abort", onAbort);
      client.removeAllListeners("close").removeAllListeners("error");
      resolve(client);
    });
    const connection: ConnectConfig = {
      sock: stream,
      username: config.user,
      algorithms,
      readyTimeout: 0,
      keepaliveInterval: keepalive.everyMs,
      keepaliveCountMax: keepalive.times,
      hostVerifier: (key: Buffer, verify: (isValid: boolean) => void) => {
        check.accept(key).then(
          () => verify(true),
          (error: Error) => {
            refusal = error;
            verify(false);
          },
        );
      },
      authHandler: inTurn(config.user, offer, (left) => (methods = left)),
    };
    try {
      client.connect(connection);
    } catch (error) {
      failed(error);
    }
  });
}

/** Our keys; then nothing at all, which some servers take, and from which the others say what they would take. */
function inTurn(
  username: string,
  agent: Offer,
  onMethods: (left: readonly string[]) => void,
): NonNullable<ConnectConfig["authHandler"]> {
  const ways = [{ type: "agent", username, agent } as const, { type: "none", username } as const];
  return (left, _isPartial, next) => {
    if (Array.isArray(left)) onMethods(left);
    const way = ways.shift();
    next(way ?? (false as unknown as "none"));
  };
}
