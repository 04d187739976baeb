import { isNotFound } from "@signalbox/github";

/** Null for a release that was deleted meanwhile. */
export async function orGone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
