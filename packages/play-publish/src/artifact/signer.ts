import { createHash } from "node:crypto";

/** Who signed an artifact. */
export interface Signer {
  /** sha256 of the certificate in DER, 64 hex digits: what the Console and keytool show, without colons. */
  readonly certificateSha256: string;
}

export const certificateOf = (der: Buffer): Signer => ({
  certificateSha256: createHash("sha256").update(der).digest("hex"),
});
