import type { CallOptions } from "@signalbox/release-core";

/** How a host is asked for: a name of `~/.ssh/config` or of DNS, and what is to be different from what stands there. */
export interface HostRequest {
  readonly name: string;
  readonly user?: string | undefined;
  readonly port?: number | undefined;
  /** A path; `~` and the tokens of ssh_config(5) are understood. */
  readonly identityFile?: string | undefined;
  /** As of `ProxyJump`: `[user@]host[:port]`, several with commas between; `none`. */
  readonly jump?: string | undefined;
}

/** What OpenSSH would do for a host, as far as it matters here. Sources: ssh_config(5), `ssh -G`. */
export interface HostConfig {
  readonly hostName: string;
  readonly port: number;
  readonly user: string;
  readonly identityFiles: readonly string[];
  readonly certificateFiles: readonly string[];
  readonly identitiesOnly: boolean;
  /** A socket; null for none; undefined for the usual one. */
  readonly identityAgent: string | null | undefined;
  readonly hostKeyAlias: string | null;
  /** Those of the user first: a new key is written to the first. */
  readonly knownHostsFiles: readonly string[];
  readonly hashKnownHosts: boolean;
  readonly proxyJump: string | null;
  readonly proxyCommand: string | null;
  readonly revokedHostKeys: string | null;
  readonly connectTimeoutMs: number | null;
  /** 4 or 6; 0 for either. */
  readonly addressFamily: 0 | 4 | 6;
  /** In the order of preference; null where nothing was said. */
  readonly algorithms: {
    readonly hostKey: readonly string[] | null;
    readonly cipher: readonly string[] | null;
    readonly kex: readonly string[] | null;
    readonly mac: readonly string[] | null;
  };
}

/** Finds out what OpenSSH would do. @throws ReleaseError `ERR_SSH_CONFIG`, `ERR_HOST_UNKNOWN` */
export type ConfigResolver = (request: HostRequest, options?: CallOptions) => Promise<HostConfig>;
