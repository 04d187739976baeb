import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, open, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { sentElsewhere, type SentLog, type SentRecord } from "@signalbox/announce";
import { type Machine, thisMachine } from "@signalbox/release-train";
import { hideStateFolder } from "./state-folder.js";

/** Who wrote a revision. */
type Sender = Pick<Machine, "host" | "user" | "pid" | "startTime" | "bootId">;

/** Whether a process of another machine still runs cannot be asked: no channel waits longer for an answer. */
const LONGEST_MS = 5 * 60_000;

/**
 * What was sent, beside the runs: a folder for each message, a file for each revision. A revision is written whole and
 * synced under another name and then linked, so it is there completely or not at all, and of two processes one gets it.
 */
export function sentLogIn(
  stateDir: string,
  { machine = thisMachine(), now = () => new Date() }: { machine?: Machine; now?: () => Date } = {},
): SentLog {
  const { host, user, pid, startTime, bootId } = machine;
  const sender: Sender = { host, user, pid, startTime, bootId };
  const folderOf = (dedupeKey: string): string =>
    join(stateDir, "announce", createHash("sha256").update(dedupeKey).digest("hex"));
  return {
    find: async (dedupeKey) => {
      const folder = folderOf(dedupeKey);
      const latest = Math.max(0, ...(await revisionsIn(folder)));
      if (latest === 0) return null;
      return (await readRevision(folder, latest)).record;
    },
    isUnderWay: async ({ dedupeKey, revision, at }) => {
      const { sender: other } = await readRevision(folderOf(dedupeKey), revision);
      if (other === undefined) return false;
      if (other.host === host) return machine.isAlive({ ...other, id: "", since: at });
      return now().getTime() - Date.parse(at) < LONGEST_MS;
    },
    record: async (record) => {
      const folder = folderOf(record.dedupeKey);
      await hideStateFolder(stateDir);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      if (Math.max(0, ...(await revisionsIn(folder))) >= record.revision) throw sentElsewhere(record.dedupeKey);
      const draft = join(folder, `${record.revision}.${randomUUID()}.draft`);
      const handle = await open(draft, "wx", 0o600);
      try {
        await handle.writeFile(`${JSON.stringify({ ...record, sender })}\n`);
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

async function readRevision(folder: string, revision: number): Promise<{ record: SentRecord; sender?: Sender }> {
  const read = JSON.parse(await readFile(join(folder, `${revision}.json`), "utf8")) as SentRecord & { sender?: Sender };
  const { sender, ...record } = read;
  return { record, ...(sender !== undefined && { sender }) };
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
