import type { Agent } from "node:http";
import { proxyFor, type ProxySettings } from "../config/proxies.js";

const GOOGLE = "https://androidpublisher.googleapis.com";
const TIMEOUT_MS = 60_000;

/** Leads uploads and vitals through the proxy of the environment; Google's client reads it by itself. Undefined: directly. */
export async function playAgent(proxies: ProxySettings, apiUrl: string | null): Promise<Agent | undefined> {
  const url = new URL(apiUrl ?? GOOGLE);
  const proxy = proxyFor(url, proxies);
  if (proxy === null) return undefined;
  const { throughProxy } = await import("@signalbox/github/transport");
  const { Agent: AgentOf } = url.protocol === "https:" ? await import("node:https") : await import("node:http");
  return throughProxy(new AgentOf({ keepAlive: true }), proxy, TIMEOUT_MS);
}
