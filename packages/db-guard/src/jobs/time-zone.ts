import { timeZoneUnknown } from "./errors.js";

/**
 * PostgreSQL counts offsets such as `+05:30` westward, as POSIX does, and Node eastward: only names mean one zone.
 * @throws ReleaseError `ERR_JOBS_TIME_ZONE`
 */
export function requireTimeZone(timeZone: string | null): void {
  if (timeZone === null) return;
  if (!/^[A-Za-z]/.test(timeZone)) throw timeZoneUnknown(timeZone);
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch {
    throw timeZoneUnknown(timeZone);
  }
}
