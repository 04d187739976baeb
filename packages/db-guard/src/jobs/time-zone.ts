import { timeZoneUnknown } from "./errors.js";

/** @throws ReleaseError `ERR_JOBS_TIME_ZONE` */
export function requireTimeZone(timeZone: string | null): void {
  if (timeZone === null) return;
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch {
    throw timeZoneUnknown(timeZone);
  }
}
