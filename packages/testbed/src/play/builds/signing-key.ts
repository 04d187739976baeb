import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { bits, der, integer, oid, SEQUENCE, SET, text, time } from "./der.js";

/** A key with a certificate of its own, as keytool makes them for uploads. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  /** X.509 in DER. */
  readonly certificate: Buffer;
  /** Its sha256, 64 hex digits. */
  readonly certificateSha256: string;
  readonly issuer: Buffer;
  readonly serial: Buffer;
}

export const ECDSA_SHA256 = der(SEQUENCE, oid("1.2.840.10045.4.3.2"));
const VERSION_3 = der(0xa0, integer(2));
const COMMON_NAME = oid("2.5.4.3");

/** Makes a key and signs its own certificate. Source: RFC 5280, section 4.1. */
export function makeSigningKey(name = "Upload", serialNumber = 7): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuer = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, text(name))));
  const validity = der(SEQUENCE, time("200101000000Z"), time("491231235959Z"));
  const serial = integer(serialNumber);
  const content = der(
    SEQUENCE,
    VERSION_3,
    serial,
    ECDSA_SHA256,
    issuer,
    validity,
    issuer,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const certificate = der(SEQUENCE, content, ECDSA_SHA256, bits(sign("sha256", content, privateKey)));
  const certificateSha256 = createHash("sha256").update(certificate).digest("hex");
  return { privateKey, certificate, certificateSha256, issuer, serial };
}
