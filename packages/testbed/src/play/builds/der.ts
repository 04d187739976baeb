/** Writes DER: tag, length, body. */
export function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.from(body.length.toString(16).replace(/^(?=(?:..)*.$)/, "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

export const SEQUENCE = 0x30;
export const SET = 0x31;
export const integer = (...bytes: readonly number[]): Buffer => der(0x02, Buffer.from(bytes));
export const octets = (bytes: Buffer): Buffer => der(0x04, bytes);
export const bits = (bytes: Buffer): Buffer => der(0x03, Buffer.from([0]), bytes);
export const text = (value: string): Buffer => der(0x0c, Buffer.from(value));
export const time = (value: string): Buffer => der(0x17, Buffer.from(value));
export const NULL = der(0x05);

/** `1.2.840.10045.4.3.2` → its bytes. */
export function oid(value: string): Buffer {
  const [first = 0, second = 0, ...rest] = value.split(".").map(Number);
  const bytes = rest.flatMap((part) => {
    const groups = [part & 0x7f];
    for (let left = part >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return der(0x06, Buffer.from([first * 40 + second, ...bytes]));
}
