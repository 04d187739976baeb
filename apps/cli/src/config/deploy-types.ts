import type { HealthCheckInput } from "@signalbox/server-deploy";

/** Without members that are undefined: only that is JSON to the compiler. */
type Written<T> = T extends object ? { readonly [K in keyof T]: Written<Exclude<T[K], undefined>> } : T;

/** One thing that must hold for a service to count as well. Seen on the server itself. */
export type HealthCheckConfig = Written<HealthCheckInput>;

/** How the servers are reached. Names are resolved by `~/.ssh/config`; what stands here comes before it. */
export interface SshConfig {
  /** Default: ssh's own. */
  readonly user?: string;
  /** `strict`: only keys in `known_hosts`. `accept-new`: the first key seen is written there. Default: `strict`. */
  readonly hostKeys?: "strict" | "accept-new";
  /** A file of host keys that the team shares, instead of everybody's own; relative to the configuration. */
  readonly knownHosts?: string;
  /** `ask`: sudo wants a password, which is asked for once, or read from `SIGNALBOX_SUDO_PASSWORD`. Default: it wants none. */
  readonly sudo?: "none" | "ask";
  /** Host → how it is reached. */
  readonly hosts?: Readonly<Record<string, SshHostConfig>>;
}

export interface SshHostConfig {
  /** Default: the name. */
  readonly address?: string;
  /** Default: 22. */
  readonly port?: number;
  readonly user?: string;
  /** A host to go through, by its name. */
  readonly jump?: string;
  /** Path of a key; relative to the configuration. */
  readonly identityFile?: string;
}

/** A file that is placed on servers: of this machine, or of the component's release. */
export type DeployFileConfig = {
  /** On this machine; relative to the configuration. */
  readonly file?: string;
  /** Of the release, with `{version}`: `avni-server-{version}.jar`. It is what `deploy --file` stands for. */
  readonly asset?: string;
  /** An absolute path on the server. */
  readonly to: string;
  /** Default: root. */
  readonly owner?: string;
  /** Default: root. */
  readonly group?: string;
  /** Default: `644`. */
  readonly mode?: string;
};

/** How a component gets onto servers. A type: only that is JSON to the compiler. */
export type DeployConfig = {
  /** The name of its package on the servers. Default: the component's name. */
  readonly package?: string;
  /** Default: by the ending of its file. */
  readonly format?: "deb" | "rpm";
  /** It is no package, but these files: a jar and its unit of systemd. */
  readonly files?: readonly DeployFileConfig[];
  /** The file of its release, with `{version}` and `{arch}`: `api_{version}_{arch}.deb`. Default: its only .deb or .rpm. */
  readonly asset?: string;
  /** Groups of hosts, in the order in which they are deployed: `["api", "processing"]`. */
  readonly groups: readonly string[];
  /** Services that are stopped before and started after, in the order of stopping. Default: the package's scripts do it. */
  readonly services?: readonly string[];
  /** `reinstall`: stop, remove, install, start, with the edited configuration carried over. Default: `in-place`. */
  readonly method?: "in-place" | "reinstall";
  /** `pull`: the host fetches the file itself, which takes a URL without a token. Default: `push`. */
  readonly transfer?: "push" | "pull";
  /**
   * What must hold afterwards; of an answer over HTTP also that it has the `{version}` that was installed. Default: that
   * every service that was stopped runs again.
   */
  readonly health?: readonly HealthCheckConfig[];
  /** For so many seconds without a break. Default: 5. */
  readonly stableSeconds?: number;
  /** And it may take so many seconds to come up. Default: 60. */
  readonly healthDeadlineSeconds?: number;
  /** How many hosts at once, wave by wave: `["1", "30%", "100%"]`. Default: all of a group. */
  readonly waves?: readonly string[];
  /** How many hosts may fail before no other is begun: `1` or `10%`. Default: none. */
  readonly maxFailures?: string;
  /** `required`: nothing is installed where there is no way back. Default: `preferred`. */
  readonly rollback?: "required" | "preferred" | "none";
  /** What happens when a host does not come up; `roll-back-fleet` is for packages alone. Default: `roll-back-host`. */
  readonly onFailure?: "stop" | "roll-back-host" | "roll-back-fleet";
  /** A database of the configuration: directly before each server is changed, none of its jobs may be running. */
  readonly database?: string;
  /** `repair`: a package that was left half installed is put right first. Default: `refuse`. */
  readonly leftovers?: "refuse" | "repair";
};
