import type { DeployConfig, HealthCheckConfig } from "../config/deploy-types.js";
import { defined } from "../templates/defined.js";
import type { Deployable } from "./deployable.js";

/** The package that is installed. */
export interface WantedPackage {
  readonly version: string;
  readonly artifact: { readonly file: string } | { readonly url: string };
  readonly sha256: string | undefined;
  readonly checksums: string | undefined;
}

/** What the operator said on top of the configuration. */
export interface InstallChoice {
  readonly waves: readonly string[] | undefined;
  readonly maxFailures: string | undefined;
  readonly isStrict: boolean;
  readonly repair: boolean;
  readonly allowDowngrade: boolean;
  readonly replaceContent: boolean;
}

const SECOND_MS = 1000;

/** The input of `install-package`. Pure. */
export function installInput(
  { deploy, groups, package: name }: Deployable,
  wanted: WantedPackage,
  choice: InstallChoice,
): object {
  const { artifact, version, sha256, checksums } = wanted;
  return {
    package: name,
    version,
    artifact: { ...artifact, ...defined({ sha256, checksums }) },
    groups,
    rollout: rolloutOf(deploy, choice),
    services: { stop: deploy.services ?? [] },
    ...defined({
      transfer: deploy.transfer,
      method: deploy.method,
      repair: choice.repair ? "repair" : deploy.leftovers,
      rollback: choice.isStrict ? "required" : deploy.rollback,
      onFailure: deploy.onFailure,
      allowDowngrade: choice.allowDowngrade || undefined,
      replaceContent: choice.replaceContent || undefined,
    }),
    health: healthOf(deploy, version),
  };
}

/** What must hold; null: nobody knows the version that will be there. Pure. */
export function healthOf(deploy: DeployConfig, version: string | null): object {
  const checks = (deploy.health ?? []).map((check) => withVersion(check, version));
  return {
    checks,
    ...defined({ stableMs: times(deploy.stableSeconds), deadlineMs: times(deploy.healthDeadlineSeconds) }),
  };
}

/** How many hosts at once, and how many may fail. Pure. */
export function rolloutOf(
  deploy: Pick<DeployConfig, "waves" | "maxFailures">,
  choice: Pick<InstallChoice, "waves" | "maxFailures">,
): object {
  const most = choice.maxFailures ?? deploy.maxFailures;
  return {
    waves: choice.waves ?? deploy.waves ?? [],
    maxFailures:
      most === undefined ? {} : most.endsWith("%") ? { percent: Number(most.slice(0, -1)) } : { count: Number(most) },
  };
}

/** What a program calls itself: a package's version without its epoch and revision. */
export const upstream = (version: string): string => version.replace(/^\d+:/, "").replace(/-[^-]*$/, "");

function withVersion(check: HealthCheckConfig, version: string | null): HealthCheckConfig {
  if (check.type !== "http" || check.version?.is !== "{version}") return check;
  const { version: wanted, ...others } = check;
  return version === null ? others : { ...check, version: { ...wanted, is: upstream(version) } };
}

const times = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * SECOND_MS;
