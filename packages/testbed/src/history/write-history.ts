import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "../environment.js";
import { runGit } from "../git/run-git.js";
import { historyKey, isEmpty, keepKnown, writeKnown } from "./known-histories.js";

/** Feeds a stream to `git fast-import`, unless it did so before, and gives back the object id of every mark. */
export async function importStream(
  path: string,
  stream: Iterable<string | Buffer>,
  env: Environment | undefined,
): Promise<ReadonlyMap<number, string>> {
  const chunks = [...stream];
  const key = (await isEmpty(path)) ? historyKey(chunks) : null;
  const known = key === null ? null : await writeKnown(path, key);
  if (known !== null) return known;
  const oids = await importByGit(path, chunks, env);
  if (key !== null) await keepKnown(path, key, oids);
  return oids;
}

async function importByGit(
  path: string,
  chunks: readonly (string | Buffer)[],
  env: Environment | undefined,
): Promise<ReadonlyMap<number, string>> {
  const folder = await mkdtemp(join(tmpdir(), "testbed-marks-"));
  try {
    const marks = join(folder, "marks");
    await runGit(path, ["fast-import", "--quiet", "--force", `--export-marks=${marks}`], { env, input: chunks });
    const lines = (await readFile(marks, "utf8")).trim().split("\n").filter(Boolean);
    return new Map(lines.map((line) => [Number(line.slice(1, line.indexOf(" "))), line.slice(line.indexOf(" ") + 1)]));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
