import type { Finding } from "../../notes.js";

/** A text, and what somebody should know before it is published. */
export interface Rendered {
  readonly text: string;
  readonly findings: readonly Finding[];
}
