import { isReleaseError, redactText } from "@signalbox/release-core";
import type { DrillAction } from "./action.js";
import type { DrillPorts, Endpoint } from "./ports.js";

/** The first value of the first row, as text. @throws Error when there is none, or it is less than it must be */
export async function askRestored(
  { query, least, database }: DrillAction,
  endpoint: Endpoint,
  ports: Pick<DrillPorts, "openRestored">,
  signal: AbortSignal,
): Promise<string> {
  const opened = await ports.openRestored(endpoint, { signal, database });
  try {
    const { rows } = await opened.client.query(query);
    const [row] = rows;
    if (row === undefined) throw new Error("the query gave no row");
    const [value] = Object.values(row);
    const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "undefined");
    if (least !== null && !(Number(value) >= least))
      throw new Error(`the query said ${text}, and at least ${least} is wanted`);
    return text;
  } finally {
    await opened.close();
  }
}

/** In words; a query's own error may quote what is in the database no more than a driver does. */
export const failureOf = (error: unknown): string =>
  isReleaseError(error) ? error.message : redactText(error instanceof Error ? error.message : String(error));
