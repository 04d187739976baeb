import { compareDigits } from "./digits.js";
import { versionMalformed } from "./errors.js";

interface RpmVersion {
  readonly epoch: string;
  readonly version: string;
  /** Null when none is named: that is older than any. */
  readonly release: string | null;
}

/**
 * Which of two RPM versions is older: -1 when it is `a`, 1 when it is `b`, 0 when they are the same to rpm (`1.0` and
 * `1_0`). Each is [epoch:]version[-release]; no epoch is 0. `~` sorts before the end, `^` after it but before more text;
 * numbers are newer than letters. Source: rpm's `rpmio/rpmvercmp.c` and `rpmverCmp`, rpm-version(7).
 * @throws ReleaseError `ERR_VERSION_MALFORMED`
 */
export function compareRpmVersions(a: string, b: string): -1 | 0 | 1 {
  const [left, right] = [parse(a), parse(b)];
  const byEpoch = compareDigits(left.epoch, right.epoch);
  if (byEpoch !== 0) return byEpoch;
  const byVersion = comparePart(left.version, right.version);
  if (byVersion !== 0) return byVersion;
  if (left.release === null || right.release === null)
    return left.release === right.release ? 0 : left.release === null ? -1 : 1;
  return comparePart(left.release, right.release);
}

function parse(text: string): RpmVersion {
  const { epoch, version, release } =
    /^(?:(?<epoch>[0-9]+):)?(?<version>[A-Za-z0-9._+~^]+)(?:-(?<release>[A-Za-z0-9._+~^]+))?$/.exec(text)?.groups ?? {};
  if (version === undefined) throw versionMalformed("RPM", text, text === "" ? "it is empty" : "it has another form");
  return { epoch: epoch ?? "0", version, release: release ?? null };
}

/** Only these separate, order or count; everything else parts two segments and is not looked at. */
const segmentsOf = (text: string): readonly string[] => text.match(/[0-9]+|[A-Za-z]+|~|\^/g) ?? [];

function comparePart(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0;
  const [left, right] = [segmentsOf(a), segmentsOf(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = compareSegments(left[at], right[at]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Oldest first: `~`, the end, `^`, letters, numbers. */
function compareSegments(a: string | undefined, b: string | undefined): -1 | 0 | 1 {
  const [left, right] = [rankOf(a), rankOf(b)];
  if (left !== right) return left < right ? -1 : 1;
  if (a === undefined || b === undefined || a === b) return 0;
  if (left === RANK.number) return compareDigits(a, b);
  return a < b ? -1 : 1;
}

const RANK = { tilde: 0, end: 1, caret: 2, letters: 3, number: 4 } as const;

function rankOf(segment: string | undefined): number {
  if (segment === undefined) return RANK.end;
  if (segment === "~") return RANK.tilde;
  if (segment === "^") return RANK.caret;
  return /^[0-9]/.test(segment) ? RANK.number : RANK.letters;
}
