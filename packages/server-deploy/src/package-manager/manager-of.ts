import type { Artifact } from "../artifact/artifact.js";
import { dpkg } from "./dpkg/dpkg.js";
import type { PackageManager } from "./package-manager.js";
import { rpm } from "./rpm/rpm.js";

/** The package manager that takes this artifact. Pure. */
export const managerOf = ({ format }: Pick<Artifact, "format">): PackageManager => (format === "deb" ? dpkg : rpm);
