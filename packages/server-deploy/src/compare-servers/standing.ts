import { isReleaseError } from "@signalbox/release-core";
import { compareDebianVersions } from "../versions/compare-debian-versions.js";
import { compareRpmVersions } from "../versions/compare-rpm-versions.js";
import type { Standing } from "./comparison.js";
import type { PackageOnHost } from "./inventory.js";

type Order = -1 | 0 | 1;

/** How `a` stands to `b` by the order of their package manager; null when nobody can say. */
export function comparePackages(a: PackageOnHost, b: PackageOnHost): Order | null {
  return a.family === b.family ? orderOf(a.family, a.version, b.version) : null;
}

/**
 * How a package stands to a release. A tag has no epoch and no revision, so neither counts then; and the `-` of a
 * pre-release, `1.34.0-tc2`, is `~` in a package's version.
 */
export function standingOf({ family, version }: PackageOnHost, latest: string): Standing {
  const name = latest.replace(/^v(?=[0-9])/, "");
  if (!/^[0-9]/.test(name)) return "unclear";
  const orders = [
    ...(name.includes("-") ? [orderOf(family, withoutEpoch(version), name)] : []),
    orderOf(family, plain(version), name.replaceAll("-", "~")),
  ];
  if (orders.includes(0)) return "equal";
  const order = orders.at(-1);
  return order === null || order === undefined ? "unclear" : order < 0 ? "behind" : "ahead";
}

const withoutEpoch = (version: string): string => version.replace(/^[0-9]+:/, "");
const plain = (version: string): string => withoutEpoch(version).replace(/-[^-]*$/, "");

function orderOf(family: PackageOnHost["family"], a: string, b: string): Order | null {
  try {
    return family === "deb" ? compareDebianVersions(a, b) : compareRpmVersions(a, b);
  } catch (error) {
    if (isReleaseError(error) && error.code === "ERR_VERSION_MALFORMED") return null;
    throw error;
  }
}
