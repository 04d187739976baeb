import { setFlagsFromString } from "node:v8";

/**
 * Runs work that reads much text once without V8's optimising compiler. Each of some forty functions would be compiled for
 * longer than it then runs: without it a history takes half of the CPU time, of 5,000 commits as of 54,000. The flag is set
 * back, since code that was kept under another one is compiled anew by the next start.
 */
export async function withoutOptimising<T>(work: () => Promise<T>): Promise<T> {
  setFlagsFromString("--no-opt");
  try {
    return await work();
  } finally {
    setFlagsFromString("--opt");
  }
}
