import { mkdir } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { historyOn, type RemoteHistory } from "@signalbox/github";
import { isReleaseError } from "@signalbox/release-core";
import type { Environment } from "../config/environment.js";
import type { Session } from "../session.js";
import { openQueries } from "./git-hub.js";

/** Histories that are read from GitHub itself. */
export interface RemoteHistories {
  readonly history: RemoteHistory;
  /** The locations that are there. */
  readonly locations: ReadonlySet<string>;
}

/** Finds the locations that are repositories of GitHub and no clones. Null where there are none, or no token. */
export async function openHistory(session: Session, locations: readonly string[]): Promise<RemoteHistories | null> {
  const remote = locations.filter((location) => !isAbsolute(location));
  if (remote.length === 0) return null;
  const { client, locate } = await openQueries(session);
  const there = await Promise.all(
    remote.map(async (location) => {
      try {
        await locate(location);
        return [location];
      } catch (error) {
        if (isReleaseError(error) && error.code === "ERR_NOT_ON_GITHUB") return [];
        throw error;
      }
    }),
  );
  const known = new Set(there.flat());
  if (known.size === 0) return null;
  if ((await session.env.findGitHubToken()) === null) {
    session.out.note("Without a token for GitHub repositories are cloned, which takes longer: set GH_TOKEN.");
    return null;
  }
  await makeCacheFolder(session.env);
  return { history: historyOn(client, { locate }), locations: known };
}

/** Who never clones has no folder yet where the compiled program could be kept between commands; see `src/start`. */
async function makeCacheFolder({ cacheHome }: Environment): Promise<void> {
  if (!isAbsolute(cacheHome)) return;
  await mkdir(join(cacheHome, "signalbox"), { recursive: true, mode: 0o700 }).catch(() => undefined);
}
