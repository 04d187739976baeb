import { callOptionsOf, type Context } from "@signalbox/release-core";
import { lookAtFleet } from "../fleet/host-look.js";
import { startOrder } from "../fleet/input-fields.js";
import { type Look, lookAt, readHead } from "../fleet/look.js";
import type { InstallPorts } from "../fleet/ports.js";
import { withHealth } from "../fleet/unwell.js";
import { placesOf } from "../fleet/waves.js";
import { managerOf } from "../package-manager/manager-of.js";
import type { InstallFacts } from "./facts.js";
import { filesOf } from "./files.js";
import type { InstallInput } from "./input.js";
import { isSettled } from "./judge-host.js";

/** The files first, then the whole fleet, before anything is written anywhere. */
export async function inspect(
  input: InstallInput,
  { hosts, downloads }: InstallPorts,
  context: Context,
): Promise<InstallFacts> {
  const options = callOptionsOf(context);
  const places = placesOf(input.groups, input.rollout.waves);
  // They are on their way while the file is read; what goes wrong there is told by the look.
  for (const { host } of places) void hosts.open(host, options).catch(() => undefined);
  const { artifact, previous } = await filesOf(input, { downloads }, options);
  const question = {
    package: input.package,
    units: startOrder(input.services),
    artifact,
    head: await readHead(artifact),
  };
  const manager = managerOf(artifact);
  const found = await lookAtFleet(hosts, places, (host) => lookAt(host, manager, question, options), options);
  const isSettledThere = (look: Look, host: string): boolean => isSettled(input, artifact, host, look);
  const seen = await withHealth(hosts, found, { isSettled: isSettledThere, health: input.health }, options);
  return { artifact, previous, hosts: seen };
}
