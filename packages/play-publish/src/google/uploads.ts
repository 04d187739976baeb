import { type CallOptions, contextOf } from "@signalbox/release-core";
import { fileMissing } from "../errors.js";
import { hashFile } from "../hash-file.js";
import type { ArtifactKind, Edit, StoredArtifact, SymbolsFile, Uploads } from "../ports.js";
import { ask, type GoogleSite } from "./ask.js";
import type { UploadProtocol } from "./uploading/protocol.js";
import { sessionFile } from "./uploading/session-file.js";
import { uploadFile } from "./uploading/upload-file.js";
import type { WireApk, WireBundle } from "./publisher-client.js";

export interface UploadSite extends GoogleSite, UploadProtocol {
  /** Where sessions of unfinished uploads are kept; made when it is needed. */
  readonly sessionFolder: string;
}

/** Files into an edit, by the resumable uploader: the official client has none. */
export const googleUploads = (site: UploadSite): Uploads => ({
  listArtifacts: async (edit, kind, options) => (await listWire(site, edit, kind, options)).map(storedOf(kind)),
  upload: async (edit, { kind, path, size, sha256 }, options) => {
    const what = `${kind === "aab" ? "bundle" : "APK"} of ${edit.packageName}`;
    const target = `${editPath(edit)}/${kind === "aab" ? "bundles" : "apks"}`;
    const session = sessionFile(site.sessionFolder, target, sha256);
    const context = contextOf(options);
    // A session that is gone may have been complete: its answer was lost, and 80 MB would go once more.
    const findTaken = async () =>
      (await listWire(site, edit, kind, options)).find((wire) => storedOf(kind)(wire).sha256 === sha256) ?? null;
    return storedOf(kind)(await uploadFile(site, { what, path, size, sha256, target, session, findTaken }, context));
  },
  uploadSymbols: async (edit, file, options) => {
    const { path, versionCode, kind } = file;
    const { size, sha256 } = await contentOf(file);
    const what = `symbols of ${edit.packageName} ${versionCode}`;
    const target = `${editPath(edit)}/apks/${versionCode}/deobfuscationFiles/${kind}`;
    const session = sessionFile(site.sessionFolder, target, sha256);
    await uploadFile(site, { what, path, size, sha256, target, session }, contextOf(options));
  },
});

const editPath = ({ packageName, id }: Edit): string =>
  `applications/${encodeURIComponent(packageName)}/edits/${encodeURIComponent(id)}`;

async function listWire(
  site: UploadSite,
  { packageName, id: editId }: Edit,
  kind: ArtifactKind,
  options: CallOptions | undefined,
): Promise<readonly object[]> {
  const params = { packageName, editId };
  if (kind === "apk") {
    const what = `APKs of ${packageName}`;
    const { apks = [] } = await ask(site, what, (api, request) => api.edits.apks.list(params, request), options);
    return apks;
  }
  const what = `bundles of ${packageName}`;
  const { bundles = [] } = await ask(site, what, (api, request) => api.edits.bundles.list(params, request), options);
  return bundles;
}

const storedOf =
  (kind: ArtifactKind) =>
  (body: unknown): StoredArtifact =>
    kind === "aab" ? bundleOf(body as WireBundle) : apkOf(body as WireApk);
const bundleOf = ({ versionCode, sha256 }: WireBundle): StoredArtifact => ({
  kind: "aab",
  versionCode: versionCode ?? 0,
  sha256: sha256 ?? null,
});
const apkOf = ({ versionCode, binary }: WireApk): StoredArtifact => ({
  kind: "apk",
  versionCode: versionCode ?? 0,
  sha256: binary?.sha256 ?? null,
});

/** Nobody has looked at a symbols file before. */
const contentOf = ({ path }: SymbolsFile): Promise<{ size: number; sha256: string }> =>
  hashFile(path).catch((error: unknown) => {
    throw fileMissing(path, error);
  });
