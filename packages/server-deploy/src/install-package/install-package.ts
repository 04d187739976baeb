import type { z } from "zod";
import { defineOperation } from "@signalbox/release-core";
import { fleetWaves } from "../fleet/fleet-draft.js";
import type { PackageOutcome } from "../fleet/package-outcome.js";
import type { InstallPorts } from "../fleet/ports.js";
import type { InstallOnHost } from "./action.js";
import type { InstallFacts } from "./facts.js";
import { input } from "./input.js";
import { inspect } from "./inspect.js";
import { perform } from "./perform.js";
import { plan } from "./plan.js";
import { rescue } from "./rescue.js";

/** See `installPackage`. */
export type InstallPackageInput = z.input<typeof input>;

/**
 * Installs one version of a .deb or .rpm on a fleet, wave by wave, by one transaction on each host that goes on without us
 * and has its own way back. The whole fleet is looked at first; what is installed afterwards is asked of the package
 * manager, and only that decides.
 *
 * Problems: `ERR_ARTIFACT_MISMATCH`, `ERR_ARCHITECTURE`, `ERR_DEPENDENCIES_MISSING`, `ERR_PACKAGES_WOULD_GO`,
 * `ERR_PACKAGE_REFUSED`, `ERR_NEWER_INSTALLED`, `ERR_CONTENT_DIFFERS`, `ERR_PACKAGES_UNFINISHED`, `ERR_HOST_DISK`,
 * `ERR_ROLLBACK_UNAVAILABLE`, `ERR_HOST_LOCKED`, `ERR_TOO_MANY_UNREACHABLE`, and those of connections. Warnings:
 * `rollback-unavailable`, `rollback-is-partial`, `package-lock-held`, `service-unwell`, `digest-unpinned`, `host-unreachable`. `plan` throws `ERR_ARTIFACT_…`,
 * `ERR_CHECKSUM_MISSING`, `ERR_DOWNLOAD_FAILED`. `apply` throws `ERR_PLAN_STALE`, `ERR_COMMIT_BLOCKED`,
 * `ERR_SERVICE_UNHEALTHY`, `ERR_SCRIPTLET_FAILED`, `ERR_PACKAGE_LOCK`, `ERR_HOST_DISK`, `ERR_INSTALL_…`, and what
 * transactions and connections throw; the details say what each host has now.
 */
export const installPackage = defineOperation<InstallPorts, typeof input, InstallFacts, InstallOnHost, PackageOutcome>({
  kind: "install-package",
  input,
  inspect,
  plan,
  perform,
  waves: fleetWaves,
  rescue,
});
