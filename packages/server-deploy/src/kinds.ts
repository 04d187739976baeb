import { type CallOptions, type Gate, type Json, type Operation, toJson } from "@signalbox/release-core";
import { compareServers } from "./compare-servers/compare-servers.js";
import type { CompareServersRequest } from "./compare-servers/comparison.js";
import { deployFiles } from "./deploy-files/deploy-files.js";
import type { InstallPorts } from "./fleet/ports.js";
import { inspectHosts, type InspectHostsRequest } from "./inspect-hosts/inspect-hosts.js";
import { installPackage } from "./install-package/install-package.js";
import { rollbackPackage } from "./rollback-package/rollback-package.js";
import type { Probes } from "./service-healthy/probes.js";
import { serviceHealthy } from "./service-healthy/service-healthy.js";

/** What deploys need from outside, all of them together. */
export interface DeployPorts extends InstallPorts {
  /** For health checks that ask from here. */
  readonly probes?: Probes | undefined;
}

/** What the steps of a train may use, by kind. Each checks its own input. */
export interface DeployKinds {
  readonly reads: { readonly [kind: string]: (input: Json, options: CallOptions) => Promise<Json> };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each has its own input, checked by its own schema
  readonly operations: { readonly [kind: string]: Operation<any, any, any> };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  readonly gates: { readonly [kind: string]: Gate<any, any> };
}

/** Everything about servers by its kind. The app merges it with other packages' kinds. */
export function deployKinds(ports: DeployPorts): DeployKinds {
  return {
    reads: {
      "compare-servers": async (input, options) =>
        toJson(await compareServers(ports, input as unknown as CompareServersRequest, options)),
      "inspect-hosts": async (input, options) =>
        toJson(await inspectHosts(ports, input as unknown as InspectHostsRequest, options)),
    },
    operations: {
      "deploy-files": deployFiles(ports),
      "install-package": installPackage(ports),
      "roll-back-package": rollbackPackage(ports),
    },
    gates: { "service-healthy": serviceHealthy(ports) },
  };
}
