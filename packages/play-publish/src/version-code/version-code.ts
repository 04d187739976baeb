import { codeOverflow } from "../errors.js";

/** The greatest version code that Play takes. Source: https://developer.android.com/studio/publish/versioning */
export const MAX_VERSION_CODE = 2_100_000_000;

/** `16.12.0`, each part a whole number. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** How a version becomes a version code: `offset * 1048576 + major * 10000 + minor * 100 + patch`. */
export interface VersionCodeRule {
  /** Lifts codes above older ones; 0: the version alone. */
  readonly offset: number;
}

/** Above what the version alone can become, 999,999: so no two offsets meet. */
const STRIDE = 1_048_576;
const MOST_PART = 99;

/**
 * What Avni's client has used. Source: `packages/openchs-android/scripts/version.js` and `android/app/build.gradle` of
 * avniproject/avni-client: four APKs until April 2023, then one bundle with 4, since February 2024 (v6.1.8) with 8.
 */
export const AVNI_BUNDLE: VersionCodeRule = { offset: 8 };
export const AVNI_ABI_OFFSETS = { "armeabi-v7a": 1, x86: 2, "arm64-v8a": 3, x86_64: 4 } as const;

/**
 * A version's code. Refused: a part above 99, where `3.100.0` would be `4.0.0`, and what Play does not take.
 * @throws ReleaseError `ERR_VERSION_CODE_OVERFLOW`
 */
export function versionCodeOf(version: Version, { offset }: VersionCodeRule): number {
  const { major, minor, patch } = version;
  const text = `${major}.${minor}.${patch}`;
  for (const part of [major, minor, patch])
    if (!Number.isInteger(part) || part < 0 || part > MOST_PART)
      throw codeOverflow(text, `each part has to be a whole number from 0 to ${MOST_PART}`);
  const code = offset * STRIDE + major * 10_000 + minor * 100 + patch;
  if (!Number.isInteger(code) || code < 1 || code > MAX_VERSION_CODE)
    throw codeOverflow(text, `${code} is not within 1 to ${MAX_VERSION_CODE}`);
  return code;
}

/** The codes of one version's APKs, one for each processor: no two may be the same. */
export const versionCodesByAbi = (
  version: Version,
  offsets: Readonly<Record<string, number>> = AVNI_ABI_OFFSETS,
): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(offsets).map(([abi, offset]) => [abi, versionCodeOf(version, { offset })]));

/** The other way: the version behind a code, and its offset. Null where no version has it. */
export function versionOfCode(code: number): (Version & VersionCodeRule) | null {
  const base = code % STRIDE;
  if (!Number.isInteger(code) || code < 1 || base >= 1_000_000) return null;
  return {
    offset: Math.floor(code / STRIDE),
    major: Math.floor(base / 10_000),
    minor: Math.floor(base / 100) % 100,
    patch: base % 100,
  };
}

/** The next code that nobody has, above all of them. */
export const nextFreeCode = (used: readonly number[]): number => Math.max(0, ...used) + 1;
