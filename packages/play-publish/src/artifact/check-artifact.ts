import type { CallOptions, Problem } from "@signalbox/release-core";
import { MAX_VERSION_CODE } from "../version-code/version-code.js";
import {
  archiveProblem,
  codeTooLarge,
  debuggable,
  differs,
  kindUnknown,
  manifestUnreadable,
  misalignedPages,
  notUploadable,
  unsigned,
  versionCodeUnknown,
} from "./artifact-problems.js";
import type { Kind } from "./kind-of.js";
import { type ReadArtifact, readArtifact } from "./read-artifact.js";

/** What the artifact must be; what is not given is not compared. */
export interface ArtifactExpectation {
  readonly packageName?: string | undefined;
  readonly versionName?: string | undefined;
  readonly versionCode?: number | undefined;
  /** sha256 of the signing certificate: 64 hex digits, colons allowed. */
  readonly certificateSha256?: string | undefined;
}

/** What a file says of itself, and what speaks against uploading it. Unknown fields are null. */
export interface ArtifactReport {
  readonly format: 1;
  readonly kind: Kind | null;
  readonly package: string | null;
  readonly versionName: string | null;
  readonly versionCode: number | null;
  readonly debuggable: boolean | null;
  /** sha256 of the certificate it is signed with, 64 hex digits. The signature itself is not verified. */
  readonly signer: string | null;
  /** Bytes. */
  readonly size: number;
  readonly pageAlignment16k: { readonly ok: boolean | null; readonly offending: readonly string[] };
  readonly problems: readonly Problem[];
}

/**
 * Opens an AAB or APK, however it is called, and judges it before a byte of it leaves: what it is, its manifest, who
 * signed it, and whether its native libraries load on devices with pages of 16 KB.
 *
 * Problems: `ERR_ARTIFACT_NOT_ZIP`, `ERR_ARTIFACT_TRUNCATED`, `ERR_ARTIFACT_BROKEN`, `ERR_ARTIFACT_PATHS`,
 * `ERR_ARTIFACT_DUPLICATE`, `ERR_ARTIFACT_BOMB`, `ERR_ARTIFACT_KIND`, `ERR_ARTIFACT_WRAPPED`, `ERR_ARTIFACT_APKS`,
 * `ERR_ARTIFACT_MANIFEST`, `ERR_ARTIFACT_UNSIGNED`, `ERR_ARTIFACT_DEBUGGABLE`, `ERR_ARTIFACT_PAGES`,
 * `ERR_ARTIFACT_PACKAGE`, `ERR_ARTIFACT_VERSION_NAME`, `ERR_ARTIFACT_VERSION_CODE`, `ERR_ARTIFACT_SIGNER`.
 * @throws ReleaseError `ERR_FILE_MISSING`
 */
export async function checkArtifact(
  path: string,
  expected: ArtifactExpectation = {},
  options: CallOptions = {},
): Promise<ArtifactReport> {
  return judgeArtifact(await readArtifact(path, options), expected);
}

/** What was read → the report. Pure. */
export function judgeArtifact(read: ReadArtifact, expected: ArtifactExpectation): ArtifactReport {
  const { kind, manifest, signer, misaligned, size } = read;
  return {
    format: 1,
    kind,
    package: manifest?.packageName ?? null,
    versionName: manifest?.versionName ?? null,
    versionCode: manifest?.versionCode ?? null,
    debuggable: manifest?.isDebuggable ?? null,
    signer: signer?.certificateSha256 ?? null,
    size,
    pageAlignment16k: { ok: misaligned === null ? null : misaligned.length === 0, offending: misaligned ?? [] },
    problems: problemsOf(read, expected),
  };
}

function problemsOf(read: ReadArtifact, expected: ArtifactExpectation): readonly Problem[] {
  const { kind, manifest, signer, misaligned, flaws, bundlesInside } = read;
  if (flaws.length > 0) return flaws.map(archiveProblem);
  if (kind === null) return [kindUnknown(bundlesInside)];
  if (kind === "apks") return [notUploadable()];
  return [
    ...(manifest === null ? [manifestUnreadable(kind)] : manifestProblems(manifest, expected)),
    ...(signer === null ? [unsigned(kind)] : signerProblems(signer.certificateSha256, expected)),
    ...(misaligned !== null && misaligned.length > 0 ? [misalignedPages(misaligned)] : []),
  ];
}

function manifestProblems(
  { packageName, versionName, versionCode, isDebuggable }: NonNullable<ReadArtifact["manifest"]>,
  expected: ArtifactExpectation,
): readonly Problem[] {
  const compared = [
    differs("PACKAGE", "package", expected.packageName, packageName),
    differs("VERSION_NAME", "versionName", expected.versionName, versionName),
    differs("VERSION_CODE", "versionCode", expected.versionCode, versionCode),
  ];
  return [
    ...(isDebuggable ? [debuggable()] : []),
    ...(versionCode === null || versionCode < 1 ? [versionCodeUnknown()] : []),
    ...(versionCode !== null && versionCode > MAX_VERSION_CODE ? [codeTooLarge(versionCode)] : []),
    ...compared.flatMap((problem) => problem ?? []),
  ];
}

function signerProblems(found: string, { certificateSha256 }: ArtifactExpectation): readonly Problem[] {
  const wanted = certificateSha256?.replaceAll(":", "").toLowerCase();
  const problem = differs("SIGNER", "certificate", wanted, found);
  return problem === null ? [] : [problem];
}
