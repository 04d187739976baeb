import { readFile, writeFile } from "node:fs/promises";

/** A copy that ends in the middle, as a broken download does. */
export async function truncated(path: string, to: string): Promise<string> {
  const whole = await readFile(path);
  await writeFile(to, whole.subarray(0, Math.floor(whole.length / 2)));
  return to;
}

/** A copy of the same length in which one byte near the end is another. */
export async function corrupted(path: string, to: string): Promise<string> {
  const bytes = await readFile(path);
  const place = bytes.length - 40;
  bytes[place] = (bytes[place] ?? 0) ^ 0xff;
  await writeFile(to, bytes);
  return to;
}
