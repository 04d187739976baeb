import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { DEFAULT_PIN_RULES, editPin, fileText, parsePins, type Pin } from "@signalbox/git-promote";

// Reads the pins of every version that any file of a repository ever had, and writes each of them: the same version
// must give the same bytes, another one must be read back and change nothing else. A line that looks like a version
// to a person and is no pin is listed. Anything lost ends with exit code 1.
// Use: npm run --silent build:js -w @signalbox/bench && node apps/bench/dist/replay-pins.js <repository>

const ANOTHER = "987.65.4-x";
/** What a person takes for a pin: a value of digits behind `version:`, not in a comment. */
const LOOKS_PINNED = /^\s*(?:- )?version:\s*["']?\d[^\s#]*/gm;

interface Revision {
  readonly oid: string;
  readonly path: string;
}

async function revisionsOf(repository: string): Promise<readonly Revision[]> {
  const args = ["-C", repository, "rev-list", "--all", "--objects", "--missing=allow-any"];
  const { stdout } = await promisify(execFile)("git", args, { maxBuffer: 1e9 });
  return stdout.split("\n").flatMap((line) => {
    const [oid = "", path = ""] = [line.slice(0, 40), line.slice(41)];
    return /\.sls$|(?:^|\/)package\.json$/.test(path) ? [{ oid, path }] : [];
  });
}

async function contentsOf(repository: string, oids: readonly string[]): Promise<readonly Buffer[]> {
  const child = spawn("git", ["-C", repository, "cat-file", "--batch"], { stdio: ["pipe", "pipe", "inherit"] });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(oids.map((oid) => `${oid}\n`).join(""));
  await once(child, "close");
  const all = Buffer.concat(chunks);
  const contents: Buffer[] = [];
  for (let at = 0; at < all.length;) {
    const end = all.indexOf("\n", at);
    const [, kind, length] = all.subarray(at, end).toString().split(" ");
    const size = kind === "missing" ? -1 : Number(length);
    contents.push(all.subarray(end + 1, end + 1 + Math.max(0, size)));
    at = end + 1 + size + 1;
  }
  return contents;
}

/** What goes wrong when the pins of a file are written, null when nothing does. */
function lossOf(bytes: Buffer, path: string): string | null {
  const { text, encode } = fileText(bytes);
  if (!bytes.equals(encode(text))) return "reading";
  const pins = parsePins(text, path, DEFAULT_PIN_RULES);
  for (const [index, pin] of pins.entries()) {
    if (!bytes.equals(encode(editPin(text, pin, pin.version)))) return `writing ${pin.name} as it is`;
    const edited = editPin(text, pin, ANOTHER);
    const again: readonly Pin[] = parsePins(edited, path, DEFAULT_PIN_RULES);
    if (again.length !== pins.length || again[index]?.version !== ANOTHER) return `reading ${pin.name} back`;
    if (editPin(edited, { ...pin, version: ANOTHER }, pin.version) !== text) return `writing ${pin.name} back`;
  }
  return null;
}

async function replay(repository: string): Promise<boolean> {
  const revisions = await revisionsOf(repository);
  const contents = await contentsOf(
    repository,
    revisions.map(({ oid }) => oid),
  );
  const lost: object[] = [];
  const overlooked: object[] = [];
  let [pins, unquoted] = [0, 0];
  for (const [index, { oid, path }] of revisions.entries()) {
    const bytes = contents[index] ?? Buffer.alloc(0);
    const loss = lossOf(bytes, path);
    if (loss !== null) lost.push({ oid, path, loss });
    const { text } = fileText(bytes);
    const found = parsePins(text, path, DEFAULT_PIN_RULES);
    pins += found.length;
    unquoted += found.filter(({ quoted }) => !quoted).length;
    const looking = path.endsWith(".sls") ? (text.match(LOOKS_PINNED) ?? []).length : found.length;
    if (looking !== found.length) overlooked.push({ oid, path, looking, found: found.length });
  }
  const figures = { revisions: revisions.length, pins, unquoted, lost, overlooked };
  process.stdout.write(`${JSON.stringify({ repository, ...figures }, null, 2)}\n`);
  return lost.length === 0 && overlooked.length === 0;
}

const [repository] = process.argv.slice(2);
if (repository === undefined) {
  process.stderr.write("usage: replay-pins <repository>\n");
  process.exitCode = 2;
} else if (!(await replay(repository))) process.exitCode = 1;
