import { compareDigits } from "./digits.js";
import { versionMalformed } from "./errors.js";

interface DebianVersion {
  readonly epoch: string;
  readonly upstream: string;
  readonly revision: string;
}

/** dpkg keeps an epoch in a C int. */
const LARGEST_EPOCH = "2147483647";

/**
 * Which of two Debian versions is older: -1 when it is `a`, 1 when it is `b`, 0 when they are the same to dpkg (`1.0` and
 * `1.0-0`). Epoch, then upstream version, then revision; `~` sorts before the end, letters before all other characters.
 * Source: deb-version(7), and dpkg's `lib/dpkg/version.c`. A version that does not begin with a digit is taken, as dpkg
 * takes it (with a warning).
 * @throws ReleaseError `ERR_VERSION_MALFORMED`
 */
export function compareDebianVersions(a: string, b: string): -1 | 0 | 1 {
  const [left, right] = [parse(a), parse(b)];
  const byEpoch = compareDigits(left.epoch, right.epoch);
  if (byEpoch !== 0) return byEpoch;
  const byUpstream = comparePart(left.upstream, right.upstream);
  return byUpstream !== 0 ? byUpstream : comparePart(left.revision, right.revision);
}

function parse(text: string): DebianVersion {
  const colon = text.indexOf(":");
  const epoch = colon === -1 ? "0" : text.slice(0, colon);
  const rest = text.slice(colon + 1);
  const hyphen = rest.lastIndexOf("-");
  const upstream = hyphen === -1 ? rest : rest.slice(0, hyphen);
  const revision = hyphen === -1 ? "" : rest.slice(hyphen + 1);
  const fail = (why: string): Error => versionMalformed("Debian", text, why);
  if (text === "") throw fail("it is empty");
  if (!/^[0-9]+$/.test(epoch)) throw fail("its epoch is no number");
  if (compareDigits(epoch, LARGEST_EPOCH) === 1) throw fail("its epoch is too large");
  if (upstream === "") throw fail("it has no upstream version");
  if (hyphen !== -1 && revision === "") throw fail("its revision is empty");
  if (!/^[A-Za-z0-9.+~:-]+$/.test(upstream) || !/^[A-Za-z0-9.+~]*$/.test(revision))
    throw fail("it has a character that none may have");
  return { epoch, upstream, revision };
}

/** Turn by turn: a run of other characters by weight, then a run of digits by value. */
function comparePart(a: string, b: string): -1 | 0 | 1 {
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    while (isOther(a, i) || isOther(b, j)) {
      const difference = weightAt(a, i) - weightAt(b, j);
      if (difference !== 0) return difference < 0 ? -1 : 1;
      i += 1;
      j += 1;
    }
    const [left, right] = [digitsAt(a, i), digitsAt(b, j)];
    const byValue = compareDigits(left, right);
    if (byValue !== 0) return byValue;
    i += left.length;
    j += right.length;
  }
  return 0;
}

const isDigit = (character: string): boolean => character >= "0" && character <= "9";
const isOther = (text: string, at: number): boolean => at < text.length && !isDigit(text.charAt(at));

/** `~` before the end and before digits (both 0), those before letters, letters before the rest. */
function weightAt(text: string, at: number): number {
  const character = text.charAt(at);
  if (character === "" || isDigit(character)) return 0;
  if (character === "~") return -1;
  return /[A-Za-z]/.test(character) ? character.charCodeAt(0) : character.charCodeAt(0) + 256;
}

function digitsAt(text: string, from: number): string {
  let end = from;
  while (end < text.length && isDigit(text.charAt(end))) end += 1;
  return text.slice(from, end);
}
