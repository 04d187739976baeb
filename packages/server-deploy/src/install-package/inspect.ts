import type { Context } from "@signalbox/release-core";
import { callOptionsOf } from "../call-options-of.js";
import { lookAtFleet } from "../fleet/host-look.js";
import { startOrder } from "../fleet/input-fields.js";
import { readHead } from "../fleet/look.js";
import type { InstallPorts } from "../fleet/ports.js";
import { unwellHosts } from "../fleet/unwell.js";
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
  const { artifact, previous } = await filesOf(input, { downloads }, options);
  const question = {
    package: input.package,
    units: startOrder(input.services),
    artifact,
    head: await readHead(artifact),
  };
  const places = placesOf(input.groups, input.rollout.waves);
  const found = await lookAtFleet(hosts, places, { manager: managerOf(artifact), question }, options);
  const settled = found.flatMap((one) =>
    one.status === "seen" && isSettled(input, artifact, one.host, one.look) ? [one.host] : [],
  );
  const unwell = await unwellHosts(hosts, settled, input.health, options);
  return {
    artifact,
    previous,
    hosts: found.map((one) =>
      one.status === "seen" ? { ...one, look: { ...one.look, unwell: unwell.get(one.host) ?? [] } } : one,
    ),
  };
}
