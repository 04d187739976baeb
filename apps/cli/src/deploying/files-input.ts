import { resolve } from "node:path";
import { type DeployFilesRequest } from "@signalbox/server-deploy";
import { defined } from "../templates/defined.js";
import type { Deployable } from "./deployable.js";
import { healthOf, type InstallChoice, rolloutOf } from "./install-input.js";

/** What is placed where the configuration says `asset`, and what it is called. */
export interface WantedFile {
  /** Null for a file of this machine: it does not say. */
  readonly version: string | null;
  readonly place: { readonly file: string } | { readonly url: string };
  readonly sha256: string | undefined;
}

/** The input of `deploy-files`. `wanted`: null where no file is of a release. Pure. */
export function filesInput(
  { component, deploy, groups }: Deployable,
  {
    wanted,
    choice,
    folder,
  }: { readonly wanted: WantedFile | null; readonly choice: InstallChoice; readonly folder: string },
): DeployFilesRequest {
  const version = wanted?.version ?? null;
  return defined({
    name: version === null ? component.name : `${component.name} ${version}`,
    groups: groups.map(({ name, hosts }) => ({ name, hosts: [...hosts] })),
    rollout: rolloutOf(deploy, choice),
    services: { stop: [...(deploy.services ?? [])] },
    files: (deploy.files ?? []).map(({ file, to, owner, group, mode }) =>
      defined({
        ...(file === undefined ? { ...wanted?.place, sha256: wanted?.sha256 } : { file: resolve(folder, file) }),
        ...{ path: to, owner, group, mode },
      }),
    ),
    transfer: deploy.transfer,
    onFailure: deploy.onFailure === "roll-back-fleet" ? "roll-back-host" : deploy.onFailure,
    health: healthOf(deploy, version),
  });
}
