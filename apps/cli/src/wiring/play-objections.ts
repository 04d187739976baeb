import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Objections } from "@signalbox/play-publish";
import { hideStateFolder } from "./state-folder.js";

/** What somebody had against version codes; it stands beside the runs, so it goes where their journal goes. */
export interface Objection {
  readonly versionCodes: readonly number[];
  readonly reason: string;
  readonly by: string;
  /** ISO time. */
  readonly at: string;
}

const fileOf = (stateDir: string, packageName: string): string =>
  join(stateDir, "play", packageName, "objections.jsonl");

/** One line more: what was said before stays. */
export async function recordObjection(stateDir: string, packageName: string, objection: Objection): Promise<void> {
  const file = fileOf(stateDir, packageName);
  await hideStateFolder(stateDir);
  await mkdir(join(file, ".."), { recursive: true, mode: 0o700 });
  await appendFile(file, `${JSON.stringify(objection)}\n`, { mode: 0o600, flush: true });
}

/** Those against one of these codes. A line that cannot be read counts against all: nothing said is lost in silence. */
export const objectionsIn = (stateDir: string): Objections => ({
  list: async (packageName, versionCodes) => {
    const text = await readFile(fileOf(stateDir, packageName), "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
    const lines = text.split("\n").filter((line) => line !== "");
    return lines.flatMap((line) => {
      const known = parsed(line);
      if (known === null) return ["an objection that cannot be read"];
      return known.versionCodes.some((code) => versionCodes.includes(code)) ? [`${known.reason} (${known.by})`] : [];
    });
  },
});

function parsed(line: string): Objection | null {
  try {
    const value = JSON.parse(line) as Objection;
    return Array.isArray(value.versionCodes) ? value : null;
  } catch {
    return null;
  }
}
