import { constants, inflateRawSync } from "node:zlib";
import { manifestOfApk } from "./binary-xml.js";
import { manifestOfBundle } from "./proto-xml.js";

/** What Play takes from the manifest of an upload. */
export interface Manifest {
  readonly packageName: string;
  readonly versionCode: number;
  readonly debuggable: boolean;
}

/** Reads an upload by its beginning; null when it is no AAB or APK. */
export type ReadManifest = (head: Buffer, kind: "bundle" | "apk") => Manifest | null;

/** Finds the manifest by its name, since a file that was written as a stream tells no sizes before the data. */
export const readManifest: ReadManifest = (head, kind) => {
  const entry = entryOf(head, kind === "bundle" ? "base/manifest/AndroidManifest.xml" : "AndroidManifest.xml");
  if (entry === null) return null;
  try {
    return kind === "bundle" ? manifestOfBundle(entry) : manifestOfApk(entry);
  } catch {
    return null;
  }
};

const LOCAL_HEADER = 0x04034b50;
const HEADER_SIZE = 30;
const STORED = 0;

/** The local header: APPNOTE.TXT 4.3.7. */
function entryOf(head: Buffer, name: string): Buffer | null {
  if (head.length < HEADER_SIZE || head.readUInt32LE(0) !== LOCAL_HEADER) return null;
  for (let at = head.indexOf(name); at >= HEADER_SIZE; at = head.indexOf(name, at + 1)) {
    const header = at - HEADER_SIZE;
    if (head.readUInt32LE(header) !== LOCAL_HEADER || head.readUInt16LE(header + 26) !== name.length) continue;
    const start = at + name.length + head.readUInt16LE(header + 28);
    if (head.readUInt16LE(header + 8) === STORED) return head.subarray(start, start + head.readUInt32LE(header + 18));
    return inflateRawSync(head.subarray(start), { finishFlush: constants.Z_SYNC_FLUSH });
  }
  return null;
}
