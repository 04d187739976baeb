/** What a host said, fit to be shown: one line, no control characters, bounded. */
export function shown(text: string, maxLength = 200): string {
  const line = text
    .slice(0, maxLength * 4)
    .replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, "")
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")
    .trim();
  return line.length > maxLength ? `${line.slice(0, maxLength - 1)}…` : line;
}
