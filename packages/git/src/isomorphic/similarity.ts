/** git calls two files one renamed file from a half on; we already refuse below that, to be on the safe side. */
const SUSPICIOUS = 0.4;

/** Could git take one content for the other under a new name? Counts shared chunks as diffcore-delta.c does. */
export function isSuspicious(before: Buffer, after: Buffer): boolean {
  if (before.equals(after)) return true;
  const longest = Math.max(before.length, after.length);
  if (longest === 0 || Math.min(before.length, after.length) / longest < SUSPICIOUS) return false;
  const chunks = chunkSizes(before);
  let shared = 0;
  for (const [chunk, size] of chunkSizes(after)) shared += Math.min(size, chunks.get(chunk) ?? 0);
  return shared / longest >= SUSPICIOUS;
}

/** Bytes in each distinct chunk: a chunk ends at a newline or after 64 bytes. */
function chunkSizes(content: Buffer): Map<string, number> {
  const sizes = new Map<string, number>();
  for (let start = 0; start < content.length;) {
    const newline = content.indexOf(10, start);
    const end = Math.min(newline === -1 ? content.length : newline + 1, start + 64);
    const chunk = content.toString("latin1", start, end).replace(/\r\n$/, "\n");
    sizes.set(chunk, (sizes.get(chunk) ?? 0) + end - start);
    start = end;
  }
  return sizes;
}
