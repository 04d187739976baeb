import type { TestHosts } from "@signalbox/testbed/hosts";
import { openSshConfig, sshHosts, type SshHosts, type SshHostsOptions } from "../../src/ssh.js";

/** The hosts of a test bed over SSH, and one named `gone` where nobody lives. */
export const bedHosts = (bed: TestHosts, more: Partial<SshHostsOptions> = {}): SshHosts =>
  sshHosts({
    hosts: {
      ...Object.fromEntries(
        bed.hosts.map(({ name, address }) => [name, { host: address, user: bed.user, identityFile: bed.key }]),
      ),
      gone: { host: "127.0.0.1", port: 1, user: bed.user, identityFile: bed.key },
    },
    config: openSshConfig({ ssh: "/usr/bin/ssh", file: "/dev/null", local: { home: "/nonexistent", name: "op" } }),
    agent: null,
    knownHosts: [bed.knownHosts],
    hostKeys: "strict",
    sudo: "auto",
    connectMs: 5000,
    sleep: () => Promise.resolve(),
    ...more,
  });
