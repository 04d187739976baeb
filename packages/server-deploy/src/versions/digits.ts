/** Compares two runs of decimal digits of any length by their value. */
export function compareDigits(a: string, b: string): -1 | 0 | 1 {
  const [left, right] = [a.replace(/^0+/, ""), b.replace(/^0+/, "")];
  if (left.length !== right.length) return left.length < right.length ? -1 : 1;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
