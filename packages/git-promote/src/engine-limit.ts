import type { Problem } from "@signalbox/release-core";

/** What to do where this git engine cannot answer. */
export const ENGINE_HINT = "Install git 2.38 or newer; the native engine answers this.";

/** A question that this git engine cannot answer, so that nothing is written. */
export const engineProblem = (message: string): Problem => ({ code: "ERR_ENGINE_LIMIT", message, hint: ENGINE_HINT });
