import { defineOperation } from "@signalbox/release-core";
import type { z } from "zod";
import { fleetWaves } from "../fleet/fleet-draft.js";
import type { DeployOnHost, FilesOutcome } from "./action.js";
import { input } from "./input.js";
import { type FilesFacts, type FilesPorts, inspect } from "./inspect.js";
import { perform } from "./perform.js";
import { plan } from "./plan.js";

/** See `deployFiles`. */
export type DeployFilesRequest = z.input<typeof input>;

/**
 * Places files (a jar, a unit of systemd) on the servers of a fleet: each at once, with owner and mode, the ones before
 * secured, services stopped and started around it, `daemon-reload`, health; and the way back, on the server itself, when
 * that fails. One transaction a host, wave by wave.
 * @throws ReleaseError `ERR_ARTIFACT_…`, `ERR_DOWNLOAD_FAILED` while planning; from `apply` `ERR_SERVICE_UNHEALTHY`,
 * `ERR_DEPLOY_FAILED`, `ERR_DEPLOY_UNKNOWN`, `ERR_PLAN_STALE`, and what a transaction throws
 */
export const deployFiles = defineOperation<FilesPorts, typeof input, FilesFacts, DeployOnHost, FilesOutcome>({
  kind: "deploy-files",
  input,
  inspect,
  plan,
  perform,
  waves: fleetWaves,
});
