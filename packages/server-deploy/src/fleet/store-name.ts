import type { Artifact } from "../artifact/artifact.js";

/** The name of a package's file in the store of a host, as its family writes it. Pure. */
export function storeNameOf({
  format,
  package: name,
  version,
  architecture,
}: Pick<Artifact, "format" | "package" | "version" | "architecture">): string {
  const plain = version.replace(/[^A-Za-z0-9_.+~-]/g, "_");
  return format === "deb" ? `${name}_${plain}_${architecture}.deb` : `${name}-${plain}.${architecture}.rpm`;
}
