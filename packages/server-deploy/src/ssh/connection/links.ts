import { type CallOptions, contextOf } from "@signalbox/release-core";
import type { HostConfig, HostRequest } from "../config/host-config.js";
import { hostsClosed, hostUnknown, type Place } from "../errors.js";
import type { SshHostsOptions } from "../options.js";
import { identityFinder } from "../identities/find-identities.js";
import { connectTo } from "./connect.js";
import { jumpLoop } from "./errors.js";
import { createGate, type Gate } from "./gate.js";
import { hopsOf } from "./jumps.js";
import type { Link } from "./link.js";
import { share, type Shared } from "./share.js";

/** Where to go, and by which name people know it. */
export interface Destination {
  readonly name: string;
  readonly request: HostRequest;
}

export interface Opened {
  readonly link: Link;
  readonly config: HostConfig;
}

/** Connections by destination: one for all who go there, made again when it was lost. */
export interface Links {
  open(destination: Destination, options?: CallOptions): Promise<Opened>;
  close(): Promise<void>;
}

const MOST_ON_DOORSTEP = 8;

export function createLinks(options: SshHostsOptions): Links {
  const opening = new Map<string, Shared<Opened>>();
  const doorsteps = new Map<string, Gate>();
  const identities = identityFinder(options);
  let isClosed = false;

  const doorstepOf = (key: string): Gate => {
    const gate = doorsteps.get(key) ?? createGate(MOST_ON_DOORSTEP);
    doorsteps.set(key, gate);
    return gate;
  };

  const open = async (destination: Destination, call: CallOptions, chain: readonly string[]): Promise<Opened> => {
    const { name } = destination;
    if (isClosed) throw hostsClosed(name);
    const key = keyOf(destination);
    if (chain.includes(key)) throw jumpLoop([...chain, key]);
    let shared = opening.get(key);
    if (shared === undefined) {
      shared = share((signal) => connect(destination, { ...call, signal }, [...chain, key]));
      opening.set(key, shared);
    }
    const forget = (): boolean => opening.get(key) === shared && opening.delete(key);
    try {
      const opened = await shared.wait(call.signal);
      if (isClosed) throw hostsClosed(name);
      if (!opened.link.isLost) return opened;
    } catch (error) {
      if (shared.isOver) forget();
      throw error;
    }
    forget();
    return await open(destination, call, chain);
  };

  const connect = async (
    { name, request }: Destination,
    call: CallOptions,
    chain: readonly string[],
  ): Promise<Opened> => {
    if (!/^[^\s\p{C}-][^\s\p{C}]*$/u.test(request.name)) throw hostUnknown(name, "this is not the name of a host");
    const config = await options.config(request, call);
    const place: Place = { name, address: `${config.user}@${config.hostName}:${config.port}` };
    const hop = config.proxyJump === null ? null : lastHop(config.proxyJump, name, options);
    const target = {
      place,
      config,
      identities,
      via: hop && (async (signal: AbortSignal) => (await open(hop, { ...call, signal }, chain)).link),
      doorstep: doorstepOf(hop === null ? `${config.hostName}:${config.port}` : keyOf(hop)),
    };
    const link = await connectTo(target, options, contextOf(call));
    if (isClosed) link.end();
    return { link, config };
  };

  return {
    open: (destination, call = {}) => open(destination, call, []),
    close: async () => {
      isClosed = true;
      const all = [...opening.values()];
      opening.clear();
      await Promise.all(all.map(async (shared) => (await shared.giveUp(hostsClosed("a host")))?.link.end()));
    },
  };
}

/** Two names of one server are two connections: errors speak of the name that was asked for. */
const keyOf = ({ name, request }: Destination): string => {
  const { name: host, user, port, identityFile, jump } = request;
  const more = { host: host === name ? undefined : host, user, port, identityFile, jump };
  const said = Object.entries(more).flatMap(([key, value]) => (value === undefined ? [] : [`${key} ${value}`]));
  return said.length === 0 ? name : `${name} (${said.join(", ")})`;
};

/** The hop that leads to the host itself; the ones before lead to this one. */
function lastHop(jump: string, name: string, { hosts = {} }: SshHostsOptions): Destination {
  const hops = hopsOf(jump, name);
  const last = hops[hops.length - 1];
  if (last === undefined) throw hostUnknown(name, "its jump host has no name");
  const before = jump.split(",").slice(0, -1).join(",");
  const entry = destinationOf(last.name, hosts);
  const request = { ...entry.request, ...(last.user && { user: last.user }), ...(last.port && { port: last.port }) };
  return { name: entry.name, request: before === "" ? request : { ...request, jump: before } };
}

/** What an entry of the project says about a name; a name without one is as OpenSSH knows it. */
export function destinationOf(name: string, hosts: NonNullable<SshHostsOptions["hosts"]>): Destination {
  const { host = name, ...rest } = Object.hasOwn(hosts, name) ? (hosts[name] ?? {}) : {};
  return { name, request: { ...rest, name: host } };
}
