import type { FileOnHost } from "../package-manager/package-manager.js";
import { storePath } from "../store/store-file.js";
import type { Artifact } from "../artifact/artifact.js";
import { storeNameOf } from "./store-name.js";
import type { WayBackPlan } from "./way-back.js";

/** The name of a kept file, fit for the store: apt writes an epoch's colon as `%3a`. Pure. */
export const nameInStore = ({ path }: { readonly path: string }): string =>
  (path.split("/").at(-1) ?? "").replace(/%3a/gi, "_").replace(/[^A-Za-z0-9_.+~-]/g, "_");

/** Where a kept file lies once it is secured: in the store, whatever cache it was found in. Pure. */
export const storedFile = ({ path, sha256, version }: FileOnHost): FileOnHost => ({
  path: storePath({ sha256, name: nameInStore({ path }) }),
  sha256,
  version,
});

/** The package of a way back as a transaction finds it in the store; null where there is none, or nothing was before. Pure. */
export function oldFileOf(way: WayBackPlan, previous: Artifact | null): FileOnHost | null {
  if (way.kind === "kept") return storedFile(way);
  if (way.kind !== "sent" || previous === null) return null;
  const { sha256, version } = way;
  return { path: storePath({ sha256, name: storeNameOf(previous) }), sha256, version };
}
