import type { Problem, Warning } from "@signalbox/release-core";
import type { Artifact } from "../artifact/artifact.js";
import type { HostFacts } from "../package-manager/host-facts.js";
import type { Resolution } from "../package-manager/package-manager.js";
import { shown } from "../shown.js";
import type { TransactionView } from "../transaction/transaction.js";

const few = (list: readonly string[]): string =>
  list.length <= 6 ? list.join(", ") : `${list.slice(0, 6).join(", ")} and ${list.length - 6} more`;

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`;

export const hostBusy = (host: string, { subject, holder, id, phase }: TransactionView): Problem => ({
  code: "ERR_HOST_LOCKED",
  message: `${host} is busy with ${subject}, begun by ${holder} (transaction ${id}${phase === null ? "" : `, ${phase}`}).`,
  hint: "Wait for it, or talk to them; it goes on by itself.",
});

export const wrongArchitecture = (
  host: string,
  { fileName, architecture }: Artifact,
  own: readonly string[],
): Problem => ({
  code: "ERR_ARCHITECTURE",
  message: `${fileName} is for ${architecture}, and ${host} is ${few(own)}.`,
  hint: "Take the file for its architecture; servers of several need a deploy each.",
});

export const newerInstalled = (
  host: string,
  given: { package: string; version: string },
  installed: string,
): Problem => ({
  code: "ERR_NEWER_INSTALLED",
  message: `${host} has ${given.package} ${installed}, which is newer than ${given.version}.`,
  hint: "Check the version. To go back on purpose, allow a downgrade; what newer versions migrated stays migrated.",
});

export const otherContent = (
  host: string,
  given: { package: string; version: string },
  sha256: { installed: string; given: string },
): Problem => ({
  code: "ERR_CONTENT_DIFFERS",
  message: `${host} has ${given.package} ${given.version} already, from another file (sha256 ${sha256.installed.slice(0, 12)}…, not ${sha256.given.slice(0, 12)}…).`,
  hint: "Build it again under a new version; or install this one in its place on purpose, with replaceContent.",
});

export const unfinished = (host: string, facts: HostFacts, byHand: string): Problem => ({
  code: "ERR_PACKAGES_UNFINISHED",
  message: `An earlier installation on ${host} was interrupted: ${
    few(facts.unfinished.map(({ package: name, version, state }) => `${name} ${version} (${state})`)) ||
    (facts.installed?.isWhole === false
      ? `${facts.installed.version} (${facts.installed.state})`
      : "dpkg left updates behind")
  }.`,
  hint: `Run it with the policy \`repair\`, or by hand on ${host}: ${byHand}`,
});

export const dependenciesMissing = (
  host: string,
  { fileName }: Artifact,
  { missing, resolution }: { missing: readonly string[]; resolution: Resolution | null },
): Problem => ({
  code: "ERR_DEPENDENCIES_MISSING",
  message: `${fileName} needs what ${host} does not have: ${few(missing.map((one) => shown(one)))}.`,
  hint:
    resolution === null
      ? "Install that first; there is no apt, dnf or yum to fetch it."
      : `Install that first; the package manager cannot fetch it: ${few(resolution.reasons) || "it gives no reason"}.`,
});

export const wouldRemove = (host: string, { fileName }: Artifact, removes: readonly string[]): Problem => ({
  code: "ERR_PACKAGES_WOULD_GO",
  message: `To install ${fileName}, ${host} would remove ${few(removes)}.`,
  hint: "Nothing is removed that was not asked for: see which dependency conflicts, and settle it by hand.",
});

export const refusedByManager = (host: string, { fileName }: Artifact, reasons: readonly string[]): Problem => ({
  code: "ERR_PACKAGE_REFUSED",
  message: `rpm on ${host} would refuse ${fileName}: ${few(reasons)}.`,
  hint: "Settle the conflict first; nothing was changed.",
});

export const diskFull = (
  host: string,
  fileName: string,
  { folder, free, needed }: { folder: string; free: number; needed: number },
): Problem => ({
  code: "ERR_HOST_DISK",
  message: `${fileName} needs ${megabytes(needed)}, and ${host} has ${megabytes(free)} free in ${folder}.`,
  hint: `Free space there first: df -h ${folder}; du -xh ${folder} | sort -h | tail.`,
});

const getCopy =
  "Give a copy of the installed package with `previous`; what Signalbox installs is kept on the server from then on.";

export const wayBackMissing = (host: string, name: string, version: string): Problem => ({
  code: "ERR_ROLLBACK_UNAVAILABLE",
  message: `rollback: unavailable on ${host}: nobody has the file of ${name} ${version}, which is installed.`,
  hint: getCopy,
});

export const noWayBack = (host: string, name: string, version: string): Warning => ({
  code: "rollback-unavailable",
  message: `rollback: unavailable on ${host}: nobody has the file of ${name} ${version}, which is installed.`,
  hint: getCopy,
});

export const lockHeld = (host: string, { pid, command }: { pid: number; command: string }): Warning => ({
  code: "package-lock-held",
  message: `The package manager of ${host} is in use by process ${pid}${command === "" ? "" : ` (${command})`}.`,
  hint: "It is waited for; no lock is taken away and no process is ended.",
});

export const notUndone = (name: string): Warning => ({
  code: "rollback-is-partial",
  message: `Going back installs the old ${name}; what maintainer scripts did and databases migrated is not undone.`,
  hint: "Look whether this release migrates anything before you rely on it.",
});

export const notInArtifact = (
  what: "package" | "version",
  wanted: string,
  found: string,
  fileName: string,
): Problem => ({
  code: "ERR_ARTIFACT_MISMATCH",
  message: `${fileName} has the ${what} ${shown(found)}, not ${wanted}.`,
  hint: "Take the file that was built for it, or correct what was asked for.",
});
