import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { oneAtATime, publisherBusy, type PublisherLock } from "@signalbox/play-publish";
import { isReleaseError } from "@signalbox/release-core";
import { type HeldLock, takeLock, thisMachine } from "@signalbox/release-train";
import { hideStateFolder } from "./state-folder.js";

/** One publisher a package: within this process each waits for its turn, another process is told who is at it. */
export function playLock(stateDir: string): PublisherLock {
  const turns = oneAtATime();
  const work = async <T>(packageName: string, inside: () => Promise<T>): Promise<T> => {
    const folder = join(stateDir, "play", packageName);
    await hideStateFolder(stateDir);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const lock = take(folder, packageName);
    try {
      return await inside();
    } finally {
      lock.release();
    }
  };
  return { hold: (packageName, inside) => turns.hold(packageName, () => work(packageName, inside)) };
}

/** The lock of a process that is gone goes to the next one, as that of a run does. */
function take(folder: string, packageName: string): HeldLock {
  try {
    return takeLock(folder, { runId: packageName, machine: thisMachine(), now: () => new Date() });
  } catch (error) {
    if (!isReleaseError(error) || error.code !== "ERR_RUN_LOCKED") throw error;
    const { owner } = error.details as { readonly owner: { user: string; host: string; pid: number } | null };
    throw publisherBusy(
      packageName,
      owner === null ? "nobody knows whom" : `${owner.user} on ${owner.host} (process ${owner.pid})`,
    );
  }
}
