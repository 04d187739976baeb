const MAGIC = "openssh-key-v1\0";

/**
 * The public half of a private key in OpenSSH's own format, which is not encrypted with the rest; null for other formats.
 * Source: PROTOCOL.key of OpenSSH.
 */
export function publicPartOf(text: string): Buffer | null {
  const [, base64] = /-----BEGIN OPENSSH PRIVATE KEY-----([^-]+)-----END/.exec(text) ?? [];
  if (base64 === undefined) return null;
  const bytes = Buffer.from(base64, "base64");
  if (bytes.toString("latin1", 0, MAGIC.length) !== MAGIC) return null;
  let at = MAGIC.length;
  const next = (): Buffer | null => {
    if (at + 4 > bytes.length) return null;
    const from = at + 4;
    at = from + bytes.readUInt32BE(at);
    return at > bytes.length ? null : bytes.subarray(from, at);
  };
  const [cipher, derivation, options] = [next(), next(), next()];
  if (cipher === null || derivation === null || options === null) return null;
  at += 4; // the number of keys, which is 1
  return next();
}
