import { ACCESS_ROWS, CREDENTIAL_ROWS } from "./access-rows.js";
import { ARTIFACT_ROWS } from "./artifact-rows.js";
import type { FailureRow } from "./failure-row.js";
import { RELEASE_ROWS } from "./release-rows.js";
import { SERVER_ROWS } from "./server-rows.js";

/**
 * The one table of Play's failures, the first row that fits counts. 403 is not always a missing permission: Play says so of
 * notes that are too long, of version codes and of declarations too, so those rows stand before the rights.
 */
export const FAILURE_TABLE: readonly FailureRow[] = [
  ...RELEASE_ROWS,
  ...ARTIFACT_ROWS,
  ...CREDENTIAL_ROWS,
  ...SERVER_ROWS,
  ...ACCESS_ROWS,
  {
    code: "ERR_PLAY_REQUEST_REFUSED",
    says: "Play refuses the request",
    hint: "Look at Play's words; the Console shows the same problem with its place.",
  },
];
