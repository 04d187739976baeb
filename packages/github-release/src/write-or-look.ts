import { isUnknownResult } from "@signalbox/github";

/** Writes; when the answer is lost, what is there decides. Nothing is written a second time. */
export async function writeOrLook<T>(write: () => Promise<T>, look: () => Promise<T | null>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUnknownResult(error)) throw error;
    const found = await look();
    if (found === null) throw error;
    return found;
  }
}
