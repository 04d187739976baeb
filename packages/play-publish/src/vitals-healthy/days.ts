const DAY_MS = 86_400_000;

/** `2026-05-31` and 1 → `2026-06-01`. Pure. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Whole days from the end of that day to now. Pure. */
export const daysSince = (day: string, now: Date): number =>
  Math.floor((now.getTime() - Date.parse(`${addDays(day, 1)}T00:00:00Z`)) / DAY_MS);
