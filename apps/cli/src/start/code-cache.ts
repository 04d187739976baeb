import { isAscii } from "node:buffer";
import { randomBytes } from "node:crypto";
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from "node:fs";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { crc32 } from "node:zlib";

/** A copy that is older is made again by whoever needs it, and else goes. */
const KEPT_MS = 30 * 24 * 60 * 60_000;
const SUM_BYTES = 4;

export interface CachedScript {
  readonly script: Script;
  /** To be called when the script has run: keeps what V8 made of it. Null when that is there already. */
  readonly keep: (() => void) | null;
}

/**
 * Compiles a script from what V8 made of the same text in an earlier process (`cachedData`, node:vm). V8 looks whether
 * its own version and flags are the same, but takes the text for the same when it is as long, and does not look for
 * damage: hence the two checksums. Compiled code is code: another user's file is not read.
 *
 * @param place the copy is called after its name, in its folder, which is made only where it was given
 */
export function compileScript(
  filename: string,
  place: { readonly folder: string; readonly name: string; readonly isGiven?: boolean },
): CachedScript {
  const text = readFileSync(filename);
  const name = [place.name, process.version, process.arch, hex(crc32(text))].join("-");
  const file = join(place.folder, "code", name);
  const cachedData = readCopy(file);
  // Of one byte a character, as the build writes it: read so, it takes a quarter of the time.
  const source = isAscii(text) ? text.toString("latin1") : text.toString();
  const script = new Script(wrap(source), { filename, ...(cachedData === null ? {} : { cachedData }) });
  if (cachedData !== null && script.cachedDataRejected !== true) return { script, keep: null };
  return { script, keep: () => keepCopy(file, script, place.isGiven === true) };
}

/** As Node does for a CommonJS module, on the first line, so that positions in stack traces are right. */
const wrap = (text: string): string => `(function (exports, require, module, __filename, __dirname) {${text}\n})`;

function readCopy(file: string): Buffer | null {
  try {
    const descriptor = openSync(file, "r");
    try {
      if (!isOurs(fstatSync(descriptor))) return null;
      const bytes = readFileSync(descriptor);
      const code = bytes.subarray(SUM_BYTES);
      return bytes.readUInt32LE() === crc32(code) ? code : null;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return null; // not there yet
  }
}

/** Best effort: where it cannot be kept, the next process compiles again. */
function keepCopy(file: string, script: Script, isGiven: boolean): void {
  const folder = dirname(file);
  const temporary = `${file}.${randomBytes(4).toString("hex")}`;
  try {
    if (isGiven) mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
    if (!isOurs(statSync(dirname(folder)))) return;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const code = script.createCachedData();
    const sum = Buffer.alloc(SUM_BYTES);
    sum.writeUInt32LE(crc32(code));
    writeFileSync(temporary, Buffer.concat([sum, code]), { mode: 0o600 });
    renameSync(temporary, file);
    for (const other of readdirSync(folder).map((name) => join(folder, name)))
      if (Date.now() - statSync(other).mtimeMs > KEPT_MS) rmSync(other);
  } catch {
    rmSync(temporary, { force: true });
  }
}

/** Nobody else has written it, or could. */
function isOurs({ uid, mode }: Stats): boolean {
  const user = process.geteuid?.();
  return user === undefined || (uid === user && (mode & 0o022) === 0);
}

const hex = (sum: number): string => sum.toString(16).padStart(8, "0");
