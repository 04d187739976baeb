import { type Context, defineOperation, callOptionsOf } from "@signalbox/release-core";
import type { z } from "zod";
import { findArtifact } from "../artifact/find-artifact.js";
import { fleetWaves } from "../fleet/fleet-draft.js";
import { lookAtFleet } from "../fleet/host-look.js";
import { type Look, lookAt } from "../fleet/look.js";
import type { Host } from "../ports.js";
import { startOrder } from "../fleet/input-fields.js";
import type { PackageOutcome } from "../fleet/package-outcome.js";
import type { InstallPorts } from "../fleet/ports.js";
import { placesOf } from "../fleet/waves.js";
import type { RollBackOnHost } from "./action.js";
import { input, type RollbackInput } from "./input.js";
import { perform } from "./perform.js";
import { managerFor, plan, type RollbackFacts } from "./plan.js";

/** See `rollbackPackage`. */
export type RollbackPackageInput = z.input<typeof input>;

async function inspect(
  given: RollbackInput,
  { hosts, downloads }: InstallPorts,
  context: Context,
): Promise<RollbackFacts> {
  const options = callOptionsOf(context);
  const copy = given.copy === undefined ? null : await findArtifact(given.copy, downloads, options);
  const question = { package: given.package, units: startOrder(given.services) };
  const places = placesOf(given.groups, given.rollout.waves);
  const manager = managerFor(given);
  const look = (host: Host): Promise<Look> => lookAt(host, manager, question, options);
  return { copy, hosts: await lookAtFleet(hosts, places, look, options) };
}

/**
 * Brings the package back that was installed before `from`, wave by wave: from what each host has kept, or from a copy.
 * A host that has another version than `from` is done. Configuration that was edited stays; what maintainer scripts did
 * and databases migrated is not undone, and the plan says so.
 *
 * Problems: `ERR_ROLLBACK_UNAVAILABLE`, `ERR_HOST_LOCKED`, `ERR_PACKAGES_UNFINISHED`, `ERR_ARTIFACT_MISMATCH`,
 * `ERR_TOO_MANY_UNREACHABLE`, and those of connections. Warnings: `rollback-is-partial`, `package-missing`, `package-unfinished`, `host-unreachable`. `apply`
 * throws `ERR_PLAN_STALE`, `ERR_SERVICE_UNHEALTHY`, `ERR_SCRIPTLET_FAILED`, `ERR_PACKAGE_LOCK`, `ERR_INSTALL_…`, and what
 * transactions and connections throw.
 */
export const rollbackPackage = defineOperation<
  InstallPorts,
  typeof input,
  RollbackFacts,
  RollBackOnHost,
  PackageOutcome
>({
  kind: "roll-back-package",
  input,
  inspect,
  plan,
  perform,
  waves: fleetWaves,
});
