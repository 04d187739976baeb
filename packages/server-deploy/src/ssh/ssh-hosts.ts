import type { Host, Hosts } from "../ports.js";
import { runCommand } from "./command/run-command.js";
import { createLinks, destinationOf } from "./connection/links.js";
import type { SshHostsOptions } from "./options.js";

/** Servers over SSH; `close` when everything is done with them, or the process stays alive for its connections. */
export interface SshHosts extends Hosts {
  close(): Promise<void>;
}

/**
 * Servers over SSH (ssh2), found and trusted as OpenSSH would. Nothing is read from the environment, and nothing is asked.
 * @throws ReleaseError from `open`: `ERR_HOST_UNKNOWN`, `ERR_HOST_UNREACHABLE`, `ERR_HOST_AUTH`, `ERR_HOST_PROTOCOL`,
 * `ERR_HOST_KEY_…`, `ERR_KNOWN_HOSTS_…`, `ERR_SSH_CONFIG`, `ERR_PROXY_COMMAND`, `ERR_JUMP_…`
 */
export function sshHosts(options: SshHostsOptions): SshHosts {
  const links = createLinks(options);
  return {
    open: async (name, call) => {
      const destination = destinationOf(name, options.hosts ?? {});
      const { config } = await links.open(destination, call);
      const isRoot = config.user === "root";
      const host: Host = {
        name,
        run: async (argv, run = {}) => {
          // A connection that was lost while nothing ran is made again here; one that is lost later is an error.
          const { link } = await links.open(destination, run);
          return await runCommand(link, argv, run, run.asRoot === true && !isRoot ? options.sudo : null);
        },
      };
      return host;
    },
    close: () => links.close(),
  };
}
