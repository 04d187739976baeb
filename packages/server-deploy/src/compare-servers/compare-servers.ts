import {
  type CallOptions,
  contextOf,
  fanOut,
  isReleaseError,
  parseInput,
  type Warning,
  callOptionsOf,
} from "@signalbox/release-core";
import * as z from "zod";
import { hostUnreadable } from "../host-unreadable.js";
import type { Hosts } from "../ports.js";
import { shown } from "../shown.js";
import { compareRows, type Inventory } from "./compare-rows.js";
import type { AskedHost, CompareServersRequest, ServerComparison, ServerGroup } from "./comparison.js";
import { parseInventory } from "./inventory.js";
import { INVENTORY_SCRIPT } from "./inventory-script.js";

export interface ComparePorts {
  readonly hosts: Hosts;
}

const group = z.strictObject({ name: z.string().min(1), hosts: z.array(z.string().min(1)).min(1) });
const request = z
  .strictObject({
    target: group,
    source: group.nullish(),
    packages: z
      .array(z.string().regex(/^[A-Za-z0-9*?][A-Za-z0-9.+_*?-]*$/, "must be a package's name, or a glob of * and ?"))
      .min(1),
    places: z.record(z.string(), z.array(z.string())).optional(),
    latest: z.record(z.string(), z.string()).optional(),
    concurrency: z.int().min(1).optional(),
  })
  .refine(({ target, source }) => target.name !== source?.name, {
    path: ["source", "name"],
    message: "must differ from the target's",
  });

/**
 * What is installed on servers, against what another environment has and against the latest releases: by Debian's and
 * RPM's own order of versions, and in the direction that it is. One command a host; a host that does not answer is told
 * and stops nobody. Reads only.
 * @throws ReleaseError `ERR_INPUT_INVALID`
 */
export async function compareServers(
  ports: ComparePorts,
  given: CompareServersRequest,
  call: CallOptions = {},
): Promise<ServerComparison> {
  const { target, source, packages, ...rest } = parseInput("compare-servers", request, given);
  const { places = {}, latest = {}, concurrency = 64 } = rest;
  const options = callOptionsOf(contextOf(call));
  const groups: readonly ServerGroup[] = source ? [source, target] : [target];
  const asked = groups.flatMap(({ name, hosts }) => [...new Set(hosts)].map((host) => ({ group: name, host })));
  const settled = await fanOut(asked, ({ host }) => inventoryOf(ports, host, packages, options), {
    ...options,
    concurrency,
  });
  options.signal?.throwIfAborted();

  const answers = new Map(settled.map((line) => [line.item, line.status === "fulfilled" ? line.value : null]));
  const inventories = (name: string): readonly Inventory[] =>
    asked.filter((item) => item.group === name).flatMap((item) => answers.get(item) ?? []);
  const { rows, warnings } = compareRows({
    target: inventories(target.name),
    source: source ? inventories(source.name) : null,
    places,
    latest,
  });
  const hosts = settled.map((line): AskedHost => ({
    ...line.item,
    error: line.status === "rejected" ? told(line.error) : null,
  }));
  const silent = hosts.filter(({ error }) => error !== null);
  return {
    target: target.name,
    source: source?.name ?? null,
    rows,
    hosts,
    warnings: silent.length === 0 ? warnings : [...warnings, incomplete(silent)],
  };
}

async function inventoryOf(
  { hosts }: ComparePorts,
  name: string,
  packages: readonly string[],
  options: CallOptions,
): Promise<Inventory> {
  const host = await hosts.open(name, options);
  const ran = await host.run(["sh", "-c", INVENTORY_SCRIPT, "inventory", ...packages], options);
  const found = parseInventory(ran.stdout);
  if (found === null) throw hostUnreadable(name, shown(ran.stderr || ran.stdout));
  return { host: name, packages: found };
}

function told(error: unknown): NonNullable<AskedHost["error"]> {
  // Whatever is thrown by a port was wrapped by the fan-out.
  if (!isReleaseError(error)) throw error;
  return { code: error.code, message: error.message, hint: error.hint };
}

const incomplete = (silent: readonly AskedHost[]): Warning => ({
  code: "hosts-silent",
  message: `${silent.map(({ host }) => host).join(", ")} did not answer: what only they have is missing here.`,
  hint: "See why: `signalbox hosts check`.",
});
