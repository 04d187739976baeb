import { type CallOptions, fanOut, isReleaseError } from "@signalbox/release-core";
import type { Host, Hosts } from "../ports.js";
import type { Look } from "./look.js";
import type { HostPlace } from "./waves.js";

/** A host as it was found. `silent`: it does not answer. `unusable`: it does, and a wrong key or sudo is in the way. */
export type HostLook<L = Look> = HostPlace &
  (
    | { readonly status: "seen"; readonly look: L }
    | { readonly status: "silent" | "unusable"; readonly code: string; readonly message: string; readonly hint: string }
  );

/** The connections set their own pace; a question costs a host a few milliseconds. */
const AT_ONCE = 64;

/** The whole fleet at once. One host that is dead or odd stops none of the others. */
export async function lookAtFleet<L>(
  hosts: Hosts,
  places: readonly HostPlace[],
  look: (host: Host) => Promise<L>,
  options: CallOptions,
): Promise<readonly HostLook<L>[]> {
  const settled = await fanOut(places, async (place) => look(await hosts.open(place.host, options)), {
    ...options,
    concurrency: AT_ONCE,
  });
  options.signal?.throwIfAborted();
  return settled.map((one): HostLook<L> => {
    if (one.status === "fulfilled") return { ...one.item, status: "seen", look: one.value };
    return troubleOf(one.item, one.status === "rejected" ? one.error : null);
  });
}

/** Away, or there and not usable: the first may be waited for, the second is a matter of its configuration. */
const AWAY = new Set(["ERR_HOST_UNREACHABLE", "ERR_LINK_LOST", "ERR_COMMAND_TIMEOUT"]);

function troubleOf(place: HostPlace, error: unknown): HostLook<never> {
  if (!isReleaseError(error)) throw error;
  const { code, message, hint } = error;
  return { ...place, status: AWAY.has(code) ? "silent" : "unusable", code, message, hint };
}
