import { requireRight } from "../http/account.js";
import { Refusal } from "../http/refusal.js";
import { REFUSALS } from "../http/refusals.js";
import type { ReadManifest } from "../artifact/read-manifest.js";
import { allArtifacts, openEditOf } from "../state/edits.js";
import type { PlayState } from "../state/play-state.js";
import type { AccountRecord, ArtifactRecord, EditRecord } from "../state/records.js";
import { apkBody, bundleBody } from "./bodies.js";
import type { Received } from "./receive.js";

/** What an upload is for. */
export interface UploadTarget {
  /** Google's method id without the name of the API. */
  readonly operation: string;
  readonly params: Readonly<Record<string, string>>;
  readonly account: AccountRecord;
}

/** The open edit that an upload goes to. @throws Refusal */
export function targetEdit(state: PlayState, { params, account }: UploadTarget): EditRecord {
  const packageName = params["packageName"] ?? "";
  state.app(packageName);
  requireRight(account, packageName, "testing");
  return openEditOf(state, account.email, packageName, params["editId"] ?? "");
}

/** What Play does with a whole file; the body of its answer. @throws Refusal */
export function store(state: PlayState, target: UploadTarget, file: Received, readManifest: ReadManifest): object {
  const edit = targetEdit(state, target);
  const sha256 = file.hash.copy().digest("hex");
  if (target.operation === "edits.deobfuscationfiles.upload") return storeSymbols(state, target, edit);
  const kind = target.operation === "edits.bundles.upload" ? "bundle" : "apk";
  const head = Buffer.concat(file.head);
  const manifest = readManifest(head, kind);
  if (manifest === null)
    throw new Refusal(REFUSALS[head.subarray(0, 2).toString() === "PK" ? "not-a-bundle" : "not-a-zip"]);
  if (manifest.packageName !== edit.packageName) {
    const message = `APK has the wrong package name: ${manifest.packageName}.`;
    throw new Refusal({ ...REFUSALS["wrong-package"], message });
  }
  if (manifest.debuggable) throw new Refusal(REFUSALS.debuggable);
  const { versionCode } = manifest;
  if (allArtifacts(state, edit).some((each) => each.versionCode === versionCode)) {
    const message = `Version code ${versionCode} has already been used.`;
    throw new Refusal(kind === "bundle" ? { ...REFUSALS["code-used-bundle"], message } : REFUSALS["code-used"]);
  }
  const readyAt = state.now().getTime() + (kind === "bundle" ? state.processingMs : 0);
  const artifact: ArtifactRecord = { kind, versionCode, sha256, readyAt, symbols: new Set() };
  edit.artifacts.push(artifact);
  return kind === "bundle" ? bundleBody(artifact) : apkBody(artifact);
}

function storeSymbols(state: PlayState, { params }: UploadTarget, edit: EditRecord): object {
  const code = Number(params["apkVersionCode"]);
  const symbolType = params["deobfuscationFileType"] ?? "";
  const artifact = allArtifacts(state, edit).find(({ versionCode }) => versionCode === code);
  if (artifact === undefined) {
    throw new Refusal({ ...REFUSALS["code-unknown"], message: `Version code ${code} does not exist.` });
  }
  if (symbolType !== "proguard" && symbolType !== "nativeCode") throw new Refusal(REFUSALS.invalid);
  artifact.symbols.add(symbolType);
  return { deobfuscationFile: { symbolType } };
}
