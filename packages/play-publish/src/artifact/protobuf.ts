/** One field of a message as it lies in the bytes. */
export interface ProtoField {
  readonly number: number;
  /** Varints and 32-bit values; 64-bit ones and what is longer than 2^53 are cut, which no field read here has. */
  readonly value: number;
  /** Of length-delimited fields, else empty. */
  readonly bytes: Buffer;
}

/**
 * The fields of a protocol buffers message, in order; unknown ones included. Small enough not to need a library, which
 * would want the whole schema. Source: https://protobuf.dev/programming-guides/encoding/
 * @throws RangeError for bytes that are no message
 */
export function* protoFields(message: Buffer): Generator<ProtoField> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = message.readUInt8(at++);
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError("a number without an end");
  };
  while (at < message.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    if (number === 0) throw new RangeError("field number 0");
    const type = tag % 8;
    if (type === 0) yield { number, value: varint(), bytes: Buffer.alloc(0) };
    else if (type === 2) {
      const length = varint();
      if (length > message.length - at) throw new RangeError("a field longer than its message");
      at += length;
      yield { number, value: 0, bytes: message.subarray(at - length, at) };
    } else if (type === 5) {
      at += 4;
      yield { number, value: message.readUInt32LE(at - 4), bytes: Buffer.alloc(0) };
    } else if (type === 1) at += 8;
    else throw new RangeError(`wire type ${type}`);
  }
}

/** The last field of that number: so protocol buffers read a field that is given twice. */
export function protoField(message: Buffer, number: number): ProtoField | null {
  let found: ProtoField | null = null;
  for (const field of protoFields(message)) if (field.number === number) found = field;
  return found;
}
