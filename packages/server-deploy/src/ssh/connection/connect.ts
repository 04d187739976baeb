import { type Context, realSleep } from "@signalbox/release-core";
import { proxyCommandUnsupported } from "../config/errors.js";
import type { HostConfig } from "../config/host-config.js";
import type { Place } from "../errors.js";
import type { IdentityFinder } from "../identities/find-identities.js";
import { revokedKeysUnsupported } from "../known-hosts/errors.js";
import { checkHostKey } from "../known-hosts/host-key-check.js";
import type { SshHostsOptions } from "../options.js";
import { inAttempts } from "./attempts.js";
import type { Gate } from "./gate.js";
import { shakeHands } from "./handshake.js";
import { createLink, type Link } from "./link.js";
import { openSocket } from "./open-socket.js";
import { translate } from "./translate.js";

const KEEPALIVE = { everyMs: 15_000, times: 3 };
const CONNECT_MS = 20_000;

export interface Connecting {
  readonly place: Place;
  readonly config: HostConfig;
  /** Opens the way over the last jump host, again for each attempt; null when there is none. */
  readonly via: ((signal: AbortSignal) => Promise<Link>) | null;
  /** Few are on the doorstep of one sshd at a time: more than ten are turned away by chance (MaxStartups). */
  readonly doorstep: Gate;
  readonly identities: IdentityFinder;
}

/** Connects to one host. @throws ReleaseError `ERR_HOST_…`, `ERR_JUMP_REFUSED`, `ERR_PROXY_COMMAND`, `ERR_KNOWN_HOSTS_…` */
export async function connectTo(target: Connecting, options: SshHostsOptions, context: Context): Promise<Link> {
  const { place, config, via, doorstep } = target;
  if (config.proxyCommand !== null && config.proxyJump === null) throw proxyCommandUnsupported(place.name);
  if (config.revokedHostKeys !== null) throw revokedKeysUnsupported(place.name, config.revokedHostKeys);
  const check = await checkHostKey({
    place,
    target: { host: config.hostKeyAlias ?? config.hostName, port: config.port, isAlias: config.hostKeyAlias !== null },
    files: options.knownHosts ?? config.knownHostsFiles,
    isHashed: config.hashKnownHosts,
    policy: options.hostKeys,
  });
  const { keepalive = KEEPALIVE, connectMs = CONNECT_MS } = options;
  // Before the socket: what happens to it while nobody listens is never heard of.
  const identities = await target.identities.find(config);
  await via?.(context.signal); // its time is not this host's

  const attempt = async (signal: AbortSignal, number: number): Promise<Link> => {
    const leave = await doorstep.enter(signal);
    try {
      const stream = await reach(target, signal, number);
      const hands = { place, config, check, identities, keepalive, attempts: number };
      return createLink(await shakeHands(stream, hands, signal), place, stream);
    } finally {
      leave();
    }
  };
  return await inAttempts(
    {
      place,
      deadlineMs: config.connectTimeoutMs ?? connectMs,
      isPaused: () => target.identities.isAsking,
      signal: context.signal,
      sleep: options.sleep ?? realSleep,
      random: options.random ?? Math.random,
      onRetry: (error, ms) => {
        const untilMs = context.now().getTime() + ms;
        context.emit({ type: "waiting", kind: "ssh", reason: error.message, untilMs });
      },
    },
    attempt,
  );
}

async function reach({ place, config, via }: Connecting, signal: AbortSignal, attempts: number) {
  const { hostName: host, port, addressFamily } = config;
  if (via !== null) return await (await via(signal)).forward(host, port, place);
  try {
    return await openSocket({ host, port, addressFamily }, signal);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw translate({ place, error, tried: [], methods: [], attempts });
  }
}
