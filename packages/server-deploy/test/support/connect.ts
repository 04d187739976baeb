import { existsSync } from "node:fs";
import type { TestHosts } from "@signalbox/testbed/hosts";
import {
  fileConfig,
  type HostEntry,
  openSshConfig,
  sshHosts,
  type SshHosts,
  type SshHostsOptions,
} from "../../src/ssh.js";

const SSH = "/usr/bin/ssh";

export interface ConnectOptions extends Partial<SshHostsOptions> {
  /** What is different for every host of the set. */
  readonly entry?: HostEntry;
}

/** Connections to a set of test hosts, as its user and with its key; nothing of this machine's own configuration counts. */
export function connect(bed: TestHosts, { entry = {}, hosts = {}, ...options }: ConnectOptions = {}): SshHosts {
  const local = { home: "/nonexistent", name: "operator" };
  const entries = bed.hosts.map(
    ({ name, address }) => [name, { host: address, user: bed.user, identityFile: bed.key, ...entry }] as const,
  );
  return sshHosts({
    hosts: { ...Object.fromEntries(entries), ...hosts },
    config: existsSync(SSH) ? openSshConfig({ ssh: SSH, file: "/dev/null", local }) : fileConfig({ local, files: [] }),
    agent: null,
    knownHosts: [bed.knownHosts],
    hostKeys: "strict",
    sudo: "auto",
    ...options,
  });
}
