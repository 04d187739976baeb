import { createHash, sign } from "node:crypto";
import type { SigningKey } from "./signing-key.js";
import { u32, u64 } from "./zip.js";

const V2 = 0x7109871a;
const ECDSA_SHA256 = 0x0201;
const MAGIC = Buffer.from("APK Sig Block 42", "latin1");

const prefixed = (...parts: readonly Buffer[]): Buffer => {
  const bytes = Buffer.concat(parts);
  return Buffer.concat([u32(bytes.length), bytes]);
};

/**
 * The block of scheme v2, with a digest of the content alone: enough for who reads the signer, not for a device.
 * Source: https://source.android.com/docs/security/features/apksigning/v2
 */
export function apkSigningBlock(content: Buffer, { privateKey, certificate }: SigningKey): Buffer {
  const digest = createHash("sha256").update(content).digest();
  const signed = Buffer.concat([
    prefixed(prefixed(u32(ECDSA_SHA256), prefixed(digest))),
    prefixed(prefixed(certificate)),
    prefixed(),
  ]);
  const signature = prefixed(u32(ECDSA_SHA256), prefixed(sign("sha256", signed, privateKey)));
  const signer = prefixed(prefixed(signed), prefixed(signature), prefixed(certificate));
  const value = prefixed(signer);
  const pair = Buffer.concat([u64(4 + value.length), u32(V2), value]);
  const size = u64(pair.length + 8 + MAGIC.length);
  return Buffer.concat([size, pair, size, MAGIC]);
}
