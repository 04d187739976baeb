import type { HostFinding, HostInspection, HostLook } from "./host-inspection.js";

export interface Limits {
  /** A disk with less free space is told, bytes. */
  readonly minFree: number;
  /** A clock that is further from ours is told, milliseconds. */
  readonly maxSkewMs: number;
}

type Told = Omit<HostFinding, "severity">;
const error = (told: Told): HostFinding => ({ severity: "error", ...told });
const warning = (told: Told): HostFinding => ({ severity: "warning", ...told });

/** What of a look stands in the way of a deploy. Pure. */
export function findingsOf(
  look: HostLook,
  { locks, running }: Pick<HostInspection, "locks" | "running">,
  { minFree, maxSkewMs }: Limits,
): readonly HostFinding[] {
  const findings: HostFinding[] = [];
  if (look.managers.length === 0)
    findings.push(
      error({
        code: "no-package-manager",
        message: "It has neither dpkg nor rpm.",
        hint: "Only plain files can be deployed there.",
      }),
    );
  if (!look.tools.includes("flock"))
    findings.push(
      error({
        code: "no-flock",
        message: "flock is missing.",
        hint: "Install util-linux: it keeps two deploys apart.",
      }),
    );
  // While an installation runs, its packages are not whole: that is told as what it is, further below.
  const isAtWork = locks.length > 0 || running.length > 0;
  for (const { state, package: name, version } of isAtWork ? [] : look.unfinished)
    findings.push(
      error({
        code: "unfinished-package",
        message: `${name} ${version} is not whole (${state}).`,
        hint: "sudo dpkg --configure -a, or deploy with the policy repair.",
      }),
    );
  if (look.interrupted.length > 0 && !isAtWork)
    findings.push(
      error({
        code: "interrupted-dpkg",
        message: "dpkg was killed at work.",
        hint: "sudo dpkg --configure -a, or deploy with the policy repair.",
      }),
    );
  for (const { file, pid, command } of locks)
    findings.push(
      warning({
        code: "lock-held",
        message: `${file} is held by ${command === "" ? "a process" : command} (${pid}).`,
        hint: "A deploy waits for it; look whether it goes on. Never remove a lock's file.",
      }),
    );
  for (const { id, subject, holder, phase } of running)
    findings.push(
      warning({
        code: "transaction-running",
        message: `${subject} is under way, begun by ${holder} (${id}${phase === null ? "" : `, ${phase}`}).`,
        hint: "The same deploy again follows it; another one has to wait.",
      }),
    );
  for (const { at, free } of look.disks)
    if (free < minFree)
      findings.push(
        warning({
          code: "disk-full",
          message: `${at} has ${mebibytes(free)} left.`,
          hint: `df -h ${at}; then free some, old logs and packages first.`,
        }),
      );
  const { aheadMs, withinMs } = look.clock;
  if (Math.abs(aheadMs) - withinMs > maxSkewMs)
    findings.push(
      warning({
        code: "clock-skew",
        message: `Its clock is ${Math.round(Math.abs(aheadMs) / 1000)} s ${aheadMs > 0 ? "ahead of" : "behind"} ours.`,
        hint: "Times in logs and certificates will mislead: see its NTP (timedatectl), and ours.",
      }),
    );
  return findings.sort((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));
}

const mebibytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MiB`;
