import type { GuardPorts } from "@signalbox/db-guard";
import type { Hosts } from "@signalbox/server-deploy";
import type { Config } from "../config/load-config.js";
import type { Session } from "../session.js";
import { guardPortsOf } from "../wiring/databases.js";
import { openHosts } from "../wiring/hosts.js";

/** The ports of one database for one use of them; servers are reached only when somebody asks for them. */
export async function withGuard<T>(
  session: Session,
  { config, name }: { readonly config: Config; readonly name: string },
  use: (ports: GuardPorts) => Promise<T>,
): Promise<T> {
  let opened: ReturnType<typeof openHosts> | undefined;
  const hosts: Hosts = { open: async (...asked) => (await (opened ??= openHosts(session, config))).open(...asked) };
  try {
    return await use(guardPortsOf(session, config, hosts)(name));
  } finally {
    await (await opened?.catch(() => undefined))?.close();
  }
}
