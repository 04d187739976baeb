const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
] as const;

/** A span for people: its two largest units, `3 d 4 h`, `12 min 5 s`. */
export function shownSpan(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  const first = UNITS.findIndex(([, unit]) => ms >= unit);
  let rest = ms;
  return UNITS.slice(first, first + 2)
    .map(([name, unit]) => {
      const count = Math.floor(rest / unit);
      rest -= count * unit;
      return count === 0 ? "" : `${count} ${name}`;
    })
    .filter((part) => part !== "")
    .join(" ");
}
