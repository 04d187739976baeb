/** `google.type.DateTime`, as far as days need it. */
export interface WireDay {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  readonly timeZone?: { readonly id?: string };
}

const DAY_MS = 86_400_000;

/** `2026-05-31`, in the one time zone that daily metrics know. */
export function wireDay(day: string): WireDay {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return { year, month, day: date, timeZone: { id: "America/Los_Angeles" } };
}

export const dayOf = ({ year = 0, month = 1, day = 1 }: WireDay): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);

export const dayBefore = (day: string): string => shifted(day, -DAY_MS);
export const dayAfter = (day: string): string => shifted(day, DAY_MS);

const shifted = (day: string, byMs: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + byMs).toISOString().slice(0, 10);
