import { type CallOptions, type Context, fanOut, isReleaseError } from "@signalbox/release-core";
import { callOptionsOf } from "../call-options-of.js";
import type { InstallPorts } from "../fleet/ports.js";
import { unwellHosts } from "../fleet/unwell.js";
import { type HostPlace, placesOf } from "../fleet/waves.js";
import { findFiles, type LocalFile } from "./files.js";
import type { DeployFilesInput } from "./input.js";
import { isSettled } from "./judge-host.js";
import { type FilesLook, lookAtFiles } from "./look.js";

/** Who places files needs no package manager, and asks nobody before. */
export type FilesPorts = Pick<InstallPorts, "hosts" | "downloads" | "holder">;

/** A host as it was found; `silent`: it does not answer, `unusable`: a wrong key or sudo is in the way. */
export type HostFound = HostPlace &
  (
    | { readonly status: "seen"; readonly look: FilesLook }
    | { readonly status: "silent" | "unusable"; readonly code: string; readonly message: string; readonly hint: string }
  );

export interface FilesFacts {
  readonly local: readonly LocalFile[];
  readonly hosts: readonly HostFound[];
}

const AT_ONCE = 64;
const AWAY = ["ERR_HOST_UNREACHABLE", "ERR_LINK_LOST", "ERR_COMMAND_TIMEOUT"];

/** The files first, then the whole fleet, before anything is written anywhere. */
export async function inspect(input: DeployFilesInput, ports: FilesPorts, context: Context): Promise<FilesFacts> {
  const options = callOptionsOf(context);
  const local = await findFiles(input, ports.downloads, options);
  const places = placesOf(input.groups, input.rollout.waves);
  const settled = await fanOut(places, (place) => lookAt(place, input, ports, options), {
    ...options,
    concurrency: AT_ONCE,
  });
  context.signal.throwIfAborted();
  const hosts = settled.map((one): HostFound => {
    if (one.status === "fulfilled") return one.value;
    const error = one.status === "rejected" ? one.error : null;
    if (!isReleaseError(error)) throw error;
    const { code, message, hint } = error;
    return { ...one.item, status: AWAY.includes(code) ? "silent" : "unusable", code, message, hint };
  });
  const digests = local.map(({ sha256 }) => sha256);
  const asWished = hosts.flatMap((one) =>
    one.status === "seen" && isSettled(input, digests, one.look) ? [one.host] : [],
  );
  const unwell = await unwellHosts(ports.hosts, asWished, input.health, options);
  return {
    local,
    hosts: hosts.map((one) =>
      one.status === "seen" ? { ...one, look: { ...one.look, unwell: unwell.get(one.host) ?? [] } } : one,
    ),
  };
}

async function lookAt(
  place: HostPlace,
  input: DeployFilesInput,
  { hosts }: FilesPorts,
  options: CallOptions,
): Promise<HostFound> {
  const host = await hosts.open(place.host, options);
  return { ...place, status: "seen", look: await lookAtFiles(host, input, options) };
}
