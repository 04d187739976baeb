import type { RollbackPackageInput } from "@signalbox/server-deploy";
import { defined } from "../templates/defined.js";
import type { Deployable } from "./deployable.js";
import { healthOf, type InstallChoice, rolloutOf } from "./install-input.js";

/** The input of `rollback-package`: away from a version, to the one before or to `to`. Pure. */
export function rollbackInput(
  { deploy, groups, package: name }: Deployable,
  choice: InstallChoice,
  { from, to, format }: { readonly from: string; readonly to: string | undefined; readonly format: "deb" | "rpm" },
): RollbackPackageInput {
  return defined({
    package: name,
    format,
    from,
    to,
    groups: groups.map(({ name: group, hosts }) => ({ name: group, hosts: [...hosts] })),
    rollout: rolloutOf(deploy, choice),
    services: { stop: [...(deploy.services ?? [])] },
    health: healthOf(deploy, to ?? null),
  });
}
