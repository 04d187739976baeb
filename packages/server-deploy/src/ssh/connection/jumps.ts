import { configWrong } from "../config/errors.js";
import type { HostRequest } from "../config/host-config.js";

/** The hops of `ProxyJump`, nearest first: `[user@]host[:port]` or `ssh://…`, with commas between (ssh_config(5)). */
export function hopsOf(jump: string, name: string): HostRequest[] {
  return jump.split(",").map((hop) => {
    const [, user, bracketed, plain, port] =
      /^(?:ssh:\/\/)?(?:(.+)@)?(?:\[([^\]]+)\]|([^:\s]+))(?::(\d+))?\/?$/.exec(hop.trim()) ?? [];
    const host = bracketed ?? plain;
    if (host === undefined) throw configWrong(name, `${JSON.stringify(hop)} is not a jump host`);
    return {
      name: host,
      ...(user === undefined ? {} : { user }),
      ...(port === undefined ? {} : { port: Number(port) }),
    };
  });
}
