import { createHash, randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { binaryManifest } from "./binary-manifest.js";
import type { BuildManifest } from "./manifest-fields.js";
import { nativeLibrary } from "./native-library.js";
import { protoManifest } from "./proto-manifest.js";
import { jarSignature } from "./sign-jar.js";
import { apkSigningBlock } from "./signing-block.js";
import { makeSigningKey, type SigningKey } from "./signing-key.js";
import { writeZip, type ZipFile } from "./zip.js";

export interface BuildOptions extends BuildManifest {
  /** Null: not signed. Default: a key that every build of this process shares. */
  readonly key?: SigningKey | null;
  /** ABI → alignment of its one native library, bytes. Default: none. */
  readonly libraries?: Readonly<Record<string, number>>;
  /** Bytes of noise inside, so that it weighs something. Default 0. */
  readonly weight?: number;
  /** Files besides. */
  readonly files?: readonly ZipFile[];
}

export interface ApkOptions extends BuildOptions {
  /** How the strings of the manifest are written. Default `utf16`. */
  readonly encoding?: "utf16" | "utf8";
  /** Where its native libraries begin: multiples of this, bytes. Default 16384. */
  readonly zipAlign?: number;
}

export interface Build {
  readonly path: string;
  /** 64 hex digits. */
  readonly sha256: string;
  /** Of the signing certificate; null: not signed. */
  readonly certificateSha256: string | null;
}

let shared: SigningKey | undefined;
const keyOf = ({ key }: BuildOptions): SigningKey | null => (key === undefined ? (shared ??= makeSigningKey()) : key);

/** A minimal app bundle: a compiled manifest in its base module, signed as a JAR. */
export async function makeBundle(path: string, options: BuildOptions): Promise<Build> {
  const files = [
    { name: "BundleConfig.pb", bytes: Buffer.from([]) },
    { name: "base/manifest/AndroidManifest.xml", bytes: protoManifest(options) },
    ...contentOf(options, "base/", {}),
  ];
  const key = keyOf(options);
  return write(path, writeZip([...files, ...(key === null ? [] : jarSignature(files, key))]), key);
}

/** A minimal APK: binary XML, signed with scheme v2. */
export async function makeApk(path: string, options: ApkOptions): Promise<Build> {
  const { encoding, zipAlign = 16_384 } = options;
  const files = [
    { name: "AndroidManifest.xml", bytes: binaryManifest(options, encoding) },
    ...contentOf(options, "", { stored: true, align: zipAlign }),
  ];
  const key = keyOf(options);
  const block = key === null ? Buffer.alloc(0) : apkSigningBlock(writeZip(files), key);
  return write(path, writeZip(files, block), key);
}

function contentOf(
  { libraries = {}, weight = 0, files = [] }: BuildOptions,
  root: string,
  placing: Pick<ZipFile, "stored" | "align">,
): readonly ZipFile[] {
  return [
    ...Object.entries(libraries).map(([abi, align]) => ({
      name: `${root}lib/${abi}/libapp.so`,
      bytes: nativeLibrary(align),
      ...placing,
    })),
    ...(weight === 0 ? [] : [{ name: `${root}assets/noise.bin`, bytes: randomBytes(weight), stored: true }]),
    ...files,
  ];
}

async function write(path: string, bytes: Buffer, key: SigningKey | null): Promise<Build> {
  await writeFile(path, bytes);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { path, sha256, certificateSha256: key?.certificateSha256 ?? null };
}
