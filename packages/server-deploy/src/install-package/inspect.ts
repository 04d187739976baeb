import { type Context, fanOut, isReleaseError } from "@signalbox/release-core";
import { findArtifact } from "../artifact/find-artifact.js";
import { startOrder } from "../fleet/input-fields.js";
import { lookAt, readHead } from "../fleet/look.js";
import type { InstallPorts } from "../fleet/ports.js";
import { type HostPlace, placesOf } from "../fleet/waves.js";
import { managerOf } from "../package-manager/manager-of.js";
import type { HostLook, InstallFacts } from "./facts.js";
import type { InstallInput } from "./input.js";

/** The connections set their own pace; a question costs a host a few milliseconds. */
const AT_ONCE = 64;

/** The whole fleet at once, before anything is written anywhere. */
export async function inspect(
  input: InstallInput,
  ports: InstallPorts,
  { signal, now }: Context,
): Promise<InstallFacts> {
  const options = { signal, now };
  const artifact = await findArtifact(input.artifact, ports.downloads, options);
  const previous = input.previous === undefined ? null : await findArtifact(input.previous, ports.downloads, options);
  const question = {
    package: input.package,
    units: startOrder(input.services),
    artifact,
    head: await readHead(artifact),
  };
  const look = async (place: HostPlace): Promise<HostLook> => {
    const host = await ports.hosts.open(place.host, options);
    return { ...place, status: "seen", look: await lookAt(host, managerOf(artifact), question, options) };
  };
  const settled = await fanOut(placesOf(input.groups, input.rollout.waves), look, { ...options, concurrency: AT_ONCE });
  signal.throwIfAborted();
  return {
    artifact,
    previous,
    hosts: settled.map((one): HostLook => {
      if (one.status === "fulfilled") return one.value;
      return troubleOf(one.item, one.status === "rejected" ? one.error : null);
    }),
  };
}

/** Away, or there and not usable: the first may be waited for, the second is a matter of its configuration. */
const AWAY = new Set(["ERR_HOST_UNREACHABLE", "ERR_LINK_LOST", "ERR_COMMAND_TIMEOUT"]);

function troubleOf(place: HostPlace, error: unknown): HostLook {
  if (!isReleaseError(error)) throw error;
  const { code, message, hint } = error;
  return { ...place, status: AWAY.has(code) ? "silent" : "unusable", code, message, hint };
}
