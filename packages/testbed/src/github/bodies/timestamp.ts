/** As GitHub writes times: UTC, no fractions. */
export const timestamp = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;
