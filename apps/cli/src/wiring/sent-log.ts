import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, open, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { sentElsewhere, type SentLog, type SentRecord } from "@signalbox/announce";
import { hideStateFolder } from "./state-folder.js";

/**
 * What was sent, beside the runs: a folder for each message, a file for each revision. A revision is written whole and
 * synced under another name and then linked, so it is there completely or not at all, and of two processes one gets it.
 */
export function sentLogIn(stateDir: string): SentLog {
  const folderOf = (dedupeKey: string): string =>
    join(stateDir, "announce", createHash("sha256").update(dedupeKey).digest("hex"));
  return {
    find: async (dedupeKey) => {
      const folder = folderOf(dedupeKey);
      const latest = Math.max(0, ...(await revisionsIn(folder)));
      if (latest === 0) return null;
      return JSON.parse(await readFile(join(folder, `${latest}.json`), "utf8")) as SentRecord;
    },
    record: async (record) => {
      const folder = folderOf(record.dedupeKey);
      await hideStateFolder(stateDir);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      if (Math.max(0, ...(await revisionsIn(folder))) >= record.revision) throw sentElsewhere(record.dedupeKey);
      const draft = join(folder, `${record.revision}.${randomUUID()}.draft`);
      const handle = await open(draft, "wx", 0o600);
      try {
        await handle.writeFile(`${JSON.stringify(record)}\n`);
        await handle.datasync();
      } finally {
        await handle.close();
      }
      try {
        await link(draft, join(folder, `${record.revision}.json`));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") throw sentElsewhere(record.dedupeKey);
        throw error;
      } finally {
        await rm(draft, { force: true });
      }
      await syncFolder(folder);
    },
  };
}

async function revisionsIn(folder: string): Promise<readonly number[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names.flatMap((name) => (/^\d+\.json$/.test(name) ? [Number.parseInt(name, 10)] : []));
}

/** A new name is lasting when its folder is; Windows has no such call, and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
