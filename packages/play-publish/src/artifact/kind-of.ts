import type { ArtifactKind } from "../ports.js";

export type Kind = ArtifactKind | "apks";

/** Where the manifest of a bundle lies: in its base module. */
export const BUNDLE_MANIFEST = "base/manifest/AndroidManifest.xml";
export const APK_MANIFEST = "AndroidManifest.xml";

/** What an archive is, by what lies in it; its file name says nothing (CI hands out bundles as `.zip`). Pure. */
export function kindOf(names: { has(name: string): boolean }): Kind | null {
  if (names.has(BUNDLE_MANIFEST) || names.has("BundleConfig.pb")) return "aab";
  if (names.has(APK_MANIFEST)) return "apk";
  return names.has("toc.pb") ? "apks" : null;
}
