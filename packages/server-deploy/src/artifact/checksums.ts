/**
 * The sha256 of a file in a list as `sha256sum` writes it: `<64 hex digits>  <name>`, `*` before the name of a binary
 * file; null when it is not in there. The last line of a name wins. Pure. Source: GNU coreutils manual, "cksum invocation"
 */
export function checksumOf(list: string, fileName: string): string | null {
  const lines = list.split(/\r?\n/).map((line) => /^([0-9a-fA-F]{64}) [ *](?:\.\/)?(.+)$/.exec(line));
  return lines.findLast((line) => line?.[2] === fileName)?.[1]?.toLowerCase() ?? null;
}
