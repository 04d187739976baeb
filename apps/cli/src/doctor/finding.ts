import { isReleaseError } from "@signalbox/release-core";

/** One thing that was looked at. */
export interface Finding {
  readonly name: string;
  readonly status: "ok" | "warning" | "error";
  readonly found: string;
  /** The next step, null when there is none. */
  readonly hint: string | null;
}

export const ok = (name: string, found: string): Finding => ({ name, status: "ok", found, hint: null });

export const warning = (name: string, found: string, hint: string): Finding => ({
  name,
  status: "warning",
  found,
  hint,
});

/** What could not be looked at. */
export const broken = (name: string, error: unknown): Finding =>
  isReleaseError(error)
    ? { name, status: "error", found: error.message, hint: error.hint }
    : { name, status: "error", found: String(error), hint: "Run again with --verbose." };
