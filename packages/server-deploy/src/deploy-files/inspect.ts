import { callOptionsOf, type Context } from "@signalbox/release-core";
import { type HostLook, lookAtFleet } from "../fleet/host-look.js";
import type { InstallPorts } from "../fleet/ports.js";
import { withHealth } from "../fleet/unwell.js";
import { placesOf } from "../fleet/waves.js";
import { findFiles, type LocalFile } from "./files.js";
import type { DeployFilesInput } from "./input.js";
import { isSettled } from "./judge-host.js";
import { type FilesLook, lookAtFiles } from "./look.js";

/** Who places files needs no package manager, and asks nobody before. */
export type FilesPorts = Pick<InstallPorts, "hosts" | "downloads" | "holder">;

export interface FilesFacts {
  readonly local: readonly LocalFile[];
  readonly hosts: readonly HostLook<FilesLook>[];
}

/** The files first, then the whole fleet, before anything is written anywhere. */
export async function inspect(
  input: DeployFilesInput,
  { hosts, downloads }: FilesPorts,
  context: Context,
): Promise<FilesFacts> {
  const options = callOptionsOf(context);
  const local = await findFiles(input, downloads, options);
  const places = placesOf(input.groups, input.rollout.waves);
  const found = await lookAtFleet(hosts, places, (host) => lookAtFiles(host, input, options), options);
  const digests = local.map(({ sha256 }) => sha256);
  const isSettledThere = (look: FilesLook): boolean => isSettled(input, digests, look);
  return { local, hosts: await withHealth(hosts, found, { isSettled: isSettledThere, health: input.health }, options) };
}
