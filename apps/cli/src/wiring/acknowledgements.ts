import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Acknowledgement } from "@signalbox/db-guard";
import { hideStateFolder } from "./state-folder.js";

const fileOf = (stateDir: string, database: string): string =>
  join(stateDir, "databases", database, "acknowledged.jsonl");

/** One line more: what was said before stays. It stands beside the runs, so it goes where their journal goes. */
export async function recordAcknowledgement(
  stateDir: string,
  database: string,
  acknowledgement: Acknowledgement,
): Promise<void> {
  const file = fileOf(stateDir, database);
  await hideStateFolder(stateDir);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await appendFile(file, `${JSON.stringify(acknowledgement)}\n`, { mode: 0o600, flush: true });
}

/** A line that cannot be read acknowledges nothing. */
export async function acknowledgementsIn(stateDir: string, database: string): Promise<readonly Acknowledgement[]> {
  const text = await readFile(fileOf(stateDir, database), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return text.split("\n").flatMap((line) => {
    try {
      const { execution, engine, by, reason, at } = JSON.parse(line) as Acknowledgement;
      const isWhole = [execution, by, reason, at].every((part) => typeof part === "string" && part !== "");
      return isWhole ? [{ execution, engine: engine ?? null, by, reason, at }] : [];
    } catch {
      return [];
    }
  });
}
