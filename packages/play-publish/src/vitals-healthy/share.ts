import type { VitalsRow } from "../ports.js";

/** A share of daily users over some days, with the interval that holds the true one in 95 of 100 cases. */
export interface Share {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  /** Daily users, added up. */
  readonly users: number;
}

const Z95 = 1.96;

/** The rows of one version code → its share. Wilson's interval: honest with small numbers and with none at all. Pure. */
export function shareOf(rows: readonly VitalsRow[], versionCode: number): Share | null {
  const own = rows.filter((row) => row.versionCode === versionCode);
  const users = own.reduce((sum, row) => sum + row.users, 0);
  if (users === 0) return null;
  const rate = own.reduce((sum, row) => sum + row.rate * row.users, 0) / users;
  const square = (Z95 * Z95) / users;
  const middle = (rate + square / 2) / (1 + square);
  const half = (Z95 * Math.sqrt((rate * (1 - rate) + square / 4) / users)) / (1 + square);
  return { rate, low: Math.max(0, middle - half), high: Math.min(1, middle + half), users };
}
