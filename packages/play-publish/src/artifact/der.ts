/** One value in DER. */
export interface DerValue {
  readonly tag: number;
  /** Without tag and length. */
  readonly body: Buffer;
  /** With them. */
  readonly whole: Buffer;
}

/**
 * The values that lie side by side in these bytes. Source: X.690, section 8.1 and 10.1.
 * @throws RangeError for bytes that are no DER
 */
export function derValues(bytes: Buffer): readonly DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes.readUInt8(at);
    const short = bytes.readUInt8(at + 1);
    const lengthBytes = short < 0x80 ? 0 : short & 0x7f;
    if (short === 0x80 || lengthBytes > 4) throw new RangeError("a length that DER does not have");
    const length = lengthBytes === 0 ? short : bytes.readUIntBE(at + 2, lengthBytes);
    const from = at + 2 + lengthBytes;
    if (from + length > bytes.length) throw new RangeError("a value longer than its bytes");
    values.push({ tag, body: bytes.subarray(from, from + length), whole: bytes.subarray(at, from + length) });
    at = from + length;
  }
  return values;
}
