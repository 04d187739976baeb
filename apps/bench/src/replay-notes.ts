import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { checkPage, insertNotes, parsePage, serializePage, undoEdits } from "@signalbox/release-notes";

// Reads every version that any page of release notes in a repository ever had, and writes each of them back: every byte
// must be the same. Then a week, and an entry in each week that is there, is inserted into each: with the inserted text
// taken out it must be the page again, and a second insertion must find everything there. Anything else ends with exit
// code 1. What is odd about the newest pages is counted.
// Use: npm run --silent build:js -w @signalbox/bench && node apps/bench/dist/replay-notes.js <path or URL> [pattern]

const run = promisify(execFile);
const git = async (folder: string, ...args: readonly string[]): Promise<string> =>
  (await run("git", ["-C", folder, ...args], { maxBuffer: 1e9, encoding: "latin1" })).stdout;

const ENTRIES = ["An entry that was never there", "Another one\nwith two lines"];
const iso = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** What goes wrong with one version of a page; empty when nothing does. */
function faultsOf(text: string): { readonly faults: readonly string[]; readonly insertions: number } {
  const page = parsePage(text);
  const faults = serializePage(page) === text ? [] : ["not read and written back"];
  const year = page.year ?? 2020;
  const days = page.weeks.flatMap(({ span }) => (span === null ? [] : [iso(span.from)]));
  const dates = [...new Set([...days, `${year}-12-31`, `${year}-06-03`])];
  for (const date of dates)
    for (const environment of ["Production", "Testing"]) {
      const named = page.weeks.find(({ span }) => span !== null && iso(span.from) === date);
      const there = named?.environments.flatMap(({ components }) => components.flatMap(({ name }) => name ?? []))[0];
      const components = [there ?? "Thermal Camera", "A new one"].map((name) => ({ name, entries: ENTRIES }));
      const wanted = { date, environment, components };
      const { text: after, edits } = insertNotes(text, wanted);
      const where = `${date} ${environment}`;
      if (edits.length === 0 || edits.some(({ remove }) => remove > 0)) faults.push(`${where}: not inserted`);
      if (undoEdits(after, edits, text) !== text) faults.push(`${where}: other bytes changed`);
      if (insertNotes(after, wanted).edits.length > 0) faults.push(`${where}: inserted twice`);
      const weeks = parsePage(after).weeks.length - page.weeks.length;
      if (weeks > 1 || weeks < 0) faults.push(`${where}: ${weeks} weeks more`);
    }
  return { faults, insertions: dates.length * 2 };
}

async function replay(given: string, pattern: RegExp): Promise<boolean> {
  const scratch = await mkdtemp(join(tmpdir(), "signalbox-replay-"));
  try {
    const folder = /^[a-z+]+:\/\/|^[^/]+@[^/]+:/.test(given) ? join(scratch, "repo.git") : given;
    if (folder !== given) await run("git", ["clone", "--quiet", "--mirror", given, folder]);
    const objects = (await git(folder, "rev-list", "--all", "--objects", "--missing=allow-any")).split("\n");
    const versions = new Map(
      objects.flatMap((line) => (pattern.test(line.slice(41)) ? [[line.slice(0, 40), line.slice(41)]] : [])),
    );
    const sums = { versions: 0, weeks: 0, insertions: 0, faults: 0, endless: 0 };
    for (const [oid, path] of versions) {
      const text = await git(folder, "cat-file", "blob", oid);
      const { faults, insertions } = faultsOf(text);
      sums.versions++;
      sums.weeks += parsePage(text).weeks.length;
      sums.insertions += insertions;
      sums.faults += faults.length;
      if (!text.endsWith("\n")) sums.endless++;
      for (const fault of faults) process.stdout.write(`${oid.slice(0, 10)} ${path}: ${fault}\n`);
    }
    const { versions: count, weeks, insertions, faults, endless } = sums;
    process.stdout.write(
      `${count} versions (${endless} without a final newline), ${weeks} weeks, ${insertions} insertions: ${faults} faults\n`,
    );
    await countFindings(folder, pattern);
    return count > 0 && faults === 0;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function countFindings(folder: string, pattern: RegExp): Promise<void> {
  const paths = (await git(folder, "ls-tree", "-r", "--name-only", "HEAD"))
    .split("\n")
    .filter((path) => pattern.test(path));
  const counts = new Map<string, number>();
  for (const path of paths)
    for (const { code } of checkPage(await git(folder, "cat-file", "blob", `HEAD:${path}`)))
      counts.set(code, (counts.get(code) ?? 0) + 1);
  const told = [...counts].map(([code, count]) => `${code} ${count}`).join(", ");
  process.stdout.write(`findings on the ${paths.length} pages of HEAD: ${told}\n`);
}

const [repository, pattern = "release-notes[^/]*/item\\.md$"] = process.argv.slice(2);
if (repository === undefined) {
  process.stderr.write("usage: replay-notes <path or URL of a repository> [pattern of the pages' paths]\n");
  process.exitCode = 2;
} else if (!(await replay(repository, new RegExp(pattern)))) process.exitCode = 1;
