import { isReleaseError, type CallOptions, type Gate, type Verdict, waitForGate } from "@signalbox/release-core";

/** Longer than anybody waits: the gate has a deadline of its own. */
const FOR_EVER_MS = 365 * 86_400_000;

/** Asks a gate until it no longer says `wait`, and answers with what it said last. */
export async function askUntilDecided<Input, E>(
  gate: Gate<Input, E>,
  input: Input,
  options: CallOptions,
): Promise<Verdict<E> | undefined> {
  let last: Verdict<E> | undefined;
  const heard: Gate<Input, E> = {
    kind: gate.kind,
    check: async (given, call) => (last = await gate.check(given, call)),
  };
  try {
    await waitForGate(heard, input, { ...options, timeoutMs: FOR_EVER_MS });
  } catch (error) {
    if (!isReleaseError(error) || error.code !== "ERR_GATE_BLOCKED") throw error;
  }
  return last;
}
