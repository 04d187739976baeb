import type { Artifact } from "../artifact/artifact.js";

/** What a machine of RPM's runs besides its own. Source: rpm's `rpmrc`, `arch_compat` */
const COMPATIBLE: Readonly<Record<string, readonly string[]>> = {
  x86_64: ["x86_64", "amd64", "i686", "i586", "i486", "i386", "x86_64_v2", "x86_64_v3"],
  aarch64: ["aarch64"],
  armv7l: ["armv7hl", "armv7l", "armv6hl", "armv6l"],
  i686: ["i686", "i586", "i486", "i386"],
};

/** Whether a host takes packages of an architecture; dpkg tells all of its own itself. Pure. */
export function acceptsArchitecture(
  { format, architecture }: Pick<Artifact, "format" | "architecture">,
  native: readonly string[],
): boolean {
  if (format === "deb") return architecture === "all" || native.includes(architecture);
  return architecture === "noarch" || native.some((name) => (COMPATIBLE[name] ?? [name]).includes(architecture));
}
