import { open } from "node:fs/promises";
import type { CallOptions } from "@signalbox/release-core";
import { fileMissing } from "../errors.js";
import { openArchive } from "./archive.js";
import { findSigner } from "./find-signer.js";
import type { Flaw } from "./flaw.js";
import { APK_MANIFEST, BUNDLE_MANIFEST, type Kind, kindOf } from "./kind-of.js";
import type { Manifest } from "./manifest.js";
import { readBundleManifest } from "./manifest-aab.js";
import { readApkManifest } from "./manifest-apk.js";
import { misalignedLibraries } from "./native-libraries.js";
import type { Signer } from "./signer.js";

/** A file as it was found, before it is judged. */
export interface ReadArtifact {
  readonly size: number;
  readonly kind: Kind | null;
  readonly manifest: Manifest | null;
  readonly signer: Signer | null;
  /** Null where nothing was looked at. */
  readonly misaligned: readonly string[] | null;
  readonly flaws: readonly Flaw[];
  /** Bundles that lie packed in it: it is their parcel. */
  readonly bundlesInside: readonly string[];
}

const MOST_MANIFEST = 8 * 1024 * 1024;
const NOTHING = { kind: null, manifest: null, signer: null, misaligned: null, bundlesInside: [] };

/**
 * Opens a bundle or APK and reads what it says of itself. Nothing is written, and nothing beyond fixed limits unpacked.
 * @throws ReleaseError `ERR_FILE_MISSING`
 */
export async function readArtifact(path: string, { signal }: CallOptions = {}): Promise<ReadArtifact> {
  const running = signal ?? new AbortController().signal;
  const handle = await open(path).catch((cause: unknown) => {
    throw fileMissing(path, cause);
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw fileMissing(path);
    const { size } = stat;
    const archive = await openArchive(handle, running);
    if (!("entries" in archive)) return { ...NOTHING, size, flaws: [archive] };
    const { entries, flaws } = archive;
    if (flaws.length > 0) return { ...NOTHING, size, kind: kindOf(entries), flaws };
    const kind = kindOf(entries);
    const bundlesInside = kind === null ? [...entries.keys()].filter((name) => name.endsWith(".aab")) : [];
    if (kind === null || kind === "apks") return { ...NOTHING, size, kind, flaws, bundlesInside };
    const entry = entries.get(kind === "aab" ? BUNDLE_MANIFEST : APK_MANIFEST);
    const bytes = entry === undefined ? Buffer.alloc(0) : await archive.read(entry, MOST_MANIFEST);
    return {
      size,
      kind,
      manifest: kind === "aab" ? readBundleManifest(bytes) : readApkManifest(bytes),
      signer: await findSigner(archive, kind, handle),
      misaligned: await misalignedLibraries(archive, kind, running),
      flaws,
      bundlesInside,
    };
  } catch (error) {
    running.throwIfAborted();
    if (isBroken(error)) return { ...NOTHING, size: 0, flaws: [{ name: "broken", text: (error as Error).message }] };
    throw error;
  } finally {
    await handle.close();
  }
}

/** What yauzl and zlib throw while they unpack has no class of its own. */
function isBroken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return error.constructor === Error && (code === "" || code.startsWith("Z_"));
}
