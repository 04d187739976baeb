import { derValues } from "./der.js";
import { certificateOf, type Signer } from "./signer.js";

const CERTIFICATES = 0xa0;
const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;

/** The signature block of a signed JAR: `META-INF/CERT.RSA` and its like. Source: JAR file specification, "Signature Block File". */
export const SIGNATURE_BLOCK = /^META-INF\/[^/]+\.(?:RSA|DSA|EC)$/i;
export const SIGNATURE_FILE = /^META-INF\/[^/]+\.SF$/i;

/**
 * Who signed, by the PKCS #7 message of a signature block (RFC 2315, section 9.1): of its certificates the one whose
 * number the signer names. Null when it is none. Pure.
 */
export function readJarSigner(block: Buffer): Signer | null {
  try {
    const [content] = derValues(block);
    const [, wrapped] = derValues(content?.body ?? Buffer.alloc(0));
    const [signed] = derValues(wrapped?.body ?? Buffer.alloc(0));
    const parts = derValues(signed?.body ?? Buffer.alloc(0));
    const certificates = derValues(parts.find(({ tag }) => tag === CERTIFICATES)?.body ?? Buffer.alloc(0));
    const signers = parts.filter(({ tag }) => tag === SET).at(-1);
    const number = numberOfSigner(signers?.body ?? Buffer.alloc(0));
    const own = certificates.find(({ whole }) => number !== null && numberOfCertificate(whole)?.equals(number));
    const chosen = own ?? certificates[0];
    return chosen === undefined ? null : certificateOf(chosen.whole);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** SignerInfo: version, then issuer and serial number. */
function numberOfSigner(signers: Buffer): Buffer | null {
  const [signer] = derValues(signers);
  const [, identity] = derValues(signer?.body ?? Buffer.alloc(0));
  return identity?.tag === SEQUENCE ? (derValues(identity.body).at(-1)?.body ?? null) : null;
}

/** TBSCertificate: the version, where there is one, then the serial number. */
function numberOfCertificate(certificate: Buffer): Buffer | null {
  const [outer] = derValues(certificate);
  const [signed] = derValues(outer?.body ?? Buffer.alloc(0));
  return derValues(signed?.body ?? Buffer.alloc(0)).find(({ tag }) => tag === INTEGER)?.body ?? null;
}
