import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuiltPackage, startHosts, type HostSpec, type TestHosts } from "@signalbox/testbed/hosts";
import type { InstallPorts } from "../../src/fleet/ports.js";
import type { InstallPackageInput } from "../../src/install-package/install-package.js";
import { bedHosts } from "../support/bed-hosts.js";

/** Hosts, a folder for packages, and what deploys need of both. */
export interface Bed {
  readonly hosts: TestHosts;
  readonly folder: string;
  readonly ports: InstallPorts;
  close(): Promise<void>;
}

export async function openBed(specs: readonly HostSpec[]): Promise<Bed> {
  const [hosts, folder] = await Promise.all([startHosts({ hosts: specs }), mkdtemp(join(tmpdir(), "deploy-"))]);
  const ssh = bedHosts(hosts);
  return {
    hosts,
    folder,
    ports: {
      hosts: ssh,
      downloads: { fetch: (url) => Promise.reject(new Error(`nothing is downloaded here: ${url}`)) },
      holder: "anna@desk, weekly-20261122-1f2e",
    },
    close: async () => {
      await ssh.close();
      await hosts.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Quick: services are looked at for a moment only. */
export const wish = (
  built: BuiltPackage,
  hosts: readonly string[],
  more: Partial<InstallPackageInput> = {},
): InstallPackageInput => ({
  package: built.name,
  version: built.version,
  artifact: { file: built.path },
  groups: [{ name: "test", hosts: [...hosts] }],
  health: { deadlineMs: 4000, stableMs: 300 },
  ...more,
});
