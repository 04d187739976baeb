import { usage } from "../errors.js";

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90s`, `30m`, `2h`, `7d` → milliseconds. @throws ReleaseError `ERR_USAGE` */
export function parseSpan(option: string, text: string): number {
  const [, number, unit = ""] = /^([1-9]\d{0,5})([smhd])$/.exec(text) ?? [];
  if (number === undefined)
    throw usage(
      `--${option} must be a time such as 90s, 30m, 2h or 7d, not "${text}".`,
      `For example --${option} 30m.`,
    );
  return Number(number) * (UNITS[unit] ?? 0);
}
