/** The head of a CGI answer (RFC 3875 §6). */
export interface CgiHeader {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What came after the head in the same bytes. */
  readonly rest: Buffer;
}

/** Null while the head is not complete. */
export function readCgiHeader(bytes: Buffer): CgiHeader | null {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const headers: Record<string, string> = {};
  let status = 200;
  for (const line of bytes.subarray(0, end).toString("latin1").split("\r\n")) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === "status") status = Number.parseInt(value, 10);
    else headers[name] = value;
  }
  return { status, headers, rest: bytes.subarray(end + 4) };
}
