import { join } from "node:path";
import type { DeployPorts } from "@signalbox/server-deploy";
import { jobsBeforeCommit } from "../databases/before-commit.js";
import { readOperator } from "../config/operator.js";
import type { Config } from "../config/load-config.js";
import type { Session } from "../session.js";
import { guardPortsOf } from "./databases.js";
import { downloadsOf } from "./downloads.js";
import { openHosts } from "./hosts.js";

export interface OpenDeploy extends DeployPorts {
  close(): Promise<void>;
}

/** Servers, downloads, and who does it. `work`: what it belongs to, for whoever finds a server locked. */
export async function openDeploy(session: Session, config: Config, work: string): Promise<OpenDeploy> {
  const [hosts, { user, host }, downloads] = await Promise.all([
    openHosts(session, config),
    readOperator(session.env, session.cwd),
    downloadsOf(session, join(config.cacheDir, "downloads")),
  ]);
  const beforeCommit = jobsBeforeCommit(config, guardPortsOf(session, config, hosts));
  return { hosts, downloads, holder: `${user}@${host}, ${work}`, beforeCommit, close: () => hosts.close() };
}

/** The same, opened by the first question: most trains have none. Where nothing was opened, closing does nothing. */
export function deployWhenAsked(session: Session, config: Config, work: string): OpenDeploy {
  let opened: Promise<OpenDeploy> | undefined;
  let holder = work;
  const open = (): Promise<OpenDeploy> =>
    (opened ??= openDeploy(session, config, work).then((ports) => {
      ({ holder } = ports);
      return ports;
    }));
  const hosts: DeployPorts["hosts"] = { open: async (...asked) => (await open()).hosts.open(...asked) };
  return {
    hosts,
    beforeCommit: jobsBeforeCommit(config, guardPortsOf(session, config, hosts)),
    downloads: { fetch: async (...asked) => (await open()).downloads.fetch(...asked) },
    // Nobody is told of it before a server was asked.
    get holder() {
      return holder;
    },
    close: async () => (await opened)?.close(),
  };
}
