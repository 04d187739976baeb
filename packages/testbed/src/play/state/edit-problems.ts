import type { RefusalFields } from "../http/refusal.js";
import { REFUSALS } from "../http/refusals.js";
import type { EditRecord } from "./records.js";

/** Why an edit can no longer be used; null while it can. */
export function deadProblem(edit: EditRecord, now: Date): RefusalFields | null {
  switch (edit.state) {
    case "committed":
      return REFUSALS["edit-committed"];
    case "deleted":
      return REFUSALS["edit-deleted"];
    case "open":
      return edit.expiresAt <= now.getTime() ? REFUSALS["edit-expired"] : null;
  }
}
