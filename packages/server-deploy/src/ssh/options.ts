import type { Sleep } from "@signalbox/release-core";
import type { SudoPolicy } from "./command/run-command.js";
import type { ConfigResolver } from "./config/host-config.js";
import type { Keepalive } from "./connection/handshake.js";
import type { Passphrase } from "./identities/file-key.js";
import type { HostKeyPolicy } from "./known-hosts/host-key-check.js";

/** A server as the project names it. What is not said here is as in the user's SSH configuration. */
export interface HostEntry {
  /** A name of DNS or of `~/.ssh/config`, or an address. Default: the entry's own name. */
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly user?: string | undefined;
  readonly identityFile?: string | undefined;
  /** As of `ProxyJump`: `[user@]host[:port]`, several with commas between; each may be the name of an entry. */
  readonly jump?: string | undefined;
}

export interface SshHostsOptions {
  readonly hosts?: Readonly<Record<string, HostEntry>> | undefined;
  /** `openSshConfig` where there is OpenSSH, else `fileConfig`. */
  readonly config: ConfigResolver;
  /** The socket of the agent (`SSH_AUTH_SOCK`); null for none. */
  readonly agent: string | null;
  /** Instead of the files that the configuration names; a new key is written to the first. */
  readonly knownHosts?: readonly string[] | undefined;
  readonly hostKeys: HostKeyPolicy;
  readonly sudo: SudoPolicy;
  /** Asked for the passphrase of a key file. Without it such a key is used by the agent only. */
  readonly passphrase?: Passphrase | undefined;
  /** Default: every 15 s, 3 times. */
  readonly keepalive?: Keepalive | undefined;
  /** For one host, all attempts together, in milliseconds; ConnectTimeout of the configuration wins. Default: 20 s. */
  readonly connectMs?: number | undefined;
  /** How to wait between attempts, and how much longer than needed (0 to 1); for tests. */
  readonly sleep?: Sleep | undefined;
  readonly random?: (() => number) | undefined;
}
