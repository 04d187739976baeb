import { deflateRawSync } from "node:zlib";

export interface BundleOptions {
  readonly packageName: string;
  readonly versionCode: number;
  readonly debuggable?: boolean;
}

/**
 * The beginning of an AAB: a manifest as aapt2 encodes it, in the first entry of a zip. It is all that the fake reads of an
 * upload, so what follows may be anything of any size.
 */
export function bundleBeginning({ packageName, versionCode, debuggable = false }: BundleOptions): Buffer {
  const attribute = (name: string, value: string): Buffer => field(4, Buffer.concat([field(2, name), field(3, value)]));
  const application = Buffer.concat([field(3, "application"), attribute("debuggable", String(debuggable))]);
  const manifest = Buffer.concat([
    field(3, "manifest"),
    attribute("package", packageName),
    attribute("versionCode", String(versionCode)),
    field(5, field(1, application)),
  ]);
  return zipEntry("base/manifest/AndroidManifest.xml", field(1, manifest));
}

/** A length-delimited field of protobuf. */
function field(number: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 0x7f) | 0x80, bytes.length >> 7];
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...length]), bytes]);
}

function zipEntry(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(8, 6); // sizes follow the data
  header.writeUInt16LE(8, 8); // deflated
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name), deflateRawSync(content)]);
}
