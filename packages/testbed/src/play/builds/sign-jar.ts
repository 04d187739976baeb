import { createHash, sign } from "node:crypto";
import { der, integer, NULL, octets, oid, SEQUENCE, SET } from "./der.js";
import { ECDSA_SHA256, type SigningKey } from "./signing-key.js";
import type { ZipFile } from "./zip.js";

const SHA256 = der(SEQUENCE, oid("2.16.840.1.101.3.4.2.1"), NULL);
const SIGNED = oid("1.2.840.113549.1.7.2");
const CONTENT = der(SEQUENCE, oid("1.2.840.113549.1.7.1"));

const digest = (bytes: Buffer | string): string => createHash("sha256").update(bytes).digest("base64");

/** The files that jarsigner adds: list of digests, its own digest, and a signature of that. */
export function jarSignature(files: readonly ZipFile[], key: SigningKey): readonly ZipFile[] {
  const lines = files.map(
    ({ name, bytes }) => `${wrapped(`Name: ${name}`)}\r\nSHA-256-Digest: ${digest(bytes)}\r\n\r\n`,
  );
  const manifest = `Manifest-Version: 1.0\r\nCreated-By: testbed\r\n\r\n${lines.join("")}`;
  const list = Buffer.from(`Signature-Version: 1.0\r\nSHA-256-Digest-Manifest: ${digest(manifest)}\r\n\r\n`);
  return [
    { name: "META-INF/MANIFEST.MF", bytes: Buffer.from(manifest) },
    { name: "META-INF/UPLOAD.SF", bytes: list },
    { name: "META-INF/UPLOAD.EC", bytes: signedMessage(list, key) },
  ];
}

/** A line of a manifest has 72 bytes, and goes on after a blank. */
const wrapped = (line: string): string => line.replace(/(?<=^.{70})(?=.)|(?<=^.{70}(?:.{69})+)(?=.)/g, "\r\n ");

/** SignedData without the content. Source: RFC 2315, section 9.1. */
function signedMessage(content: Buffer, { privateKey, certificate, issuer, serial }: SigningKey): Buffer {
  const signer = der(
    SEQUENCE,
    integer(1),
    der(SEQUENCE, issuer, serial),
    SHA256,
    ECDSA_SHA256,
    octets(sign("sha256", content, privateKey)),
  );
  const signed = der(SEQUENCE, integer(1), der(SET, SHA256), CONTENT, der(0xa0, certificate), der(SET, signer));
  return der(SEQUENCE, SIGNED, der(0xa0, signed));
}
