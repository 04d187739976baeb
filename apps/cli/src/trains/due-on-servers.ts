import type { CallOptions, Json } from "@signalbox/release-core";
import {
  compareServers,
  type CompareServersRequest,
  type DeployPorts,
  type ServerComparison,
  type ServerRow,
} from "@signalbox/server-deploy";
import { age } from "../output/style.js";

/** A comparison, with what is to be signed before it goes on. */
export interface DueOnServers extends ServerComparison {
  readonly items: readonly { readonly id: string; readonly summary: string; readonly ask: string }[];
}

/** Compares servers, and asks of each package that is due. */
export async function dueOnServers(ports: DeployPorts, input: Json, options: CallOptions): Promise<DueOnServers> {
  const compared = await compareServers(ports, input as unknown as CompareServersRequest, options);
  const due = compared.rows.filter(({ state }) => state === "upgrade" || state === "only-in-source");
  const names = [...new Set(due.map((row) => row.package))];
  const items = names.map((name) => ({
    id: name,
    summary: summaryOf(
      name,
      due.filter((row) => row.package === name),
    ),
    ask: "the developer responsible",
  }));
  return { ...compared, items };
}

function summaryOf(name: string, rows: readonly ServerRow[]): string {
  const here = [...new Set(rows.map(({ installed }) => installed?.version ?? "not installed"))].join(", ");
  const { version = "", forMs = null } = rows[0]?.source ?? {};
  return `${name} ${here} → ${version}${forMs === null ? "" : `, there for ${age(forMs)}`}`;
}
