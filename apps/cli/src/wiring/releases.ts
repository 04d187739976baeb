import type { ReleasePorts } from "@signalbox/github-release";
import type { Session } from "../session.js";
import { openGitHub } from "./git-hub.js";

/** Releases on the GitHub of this command. */
export async function openReleases(session: Session): Promise<ReleasePorts> {
  const [{ client, locate }, { releaseAssetsOn, releasesOn }] = await Promise.all([
    openGitHub(session),
    import("@signalbox/github"),
  ]);
  return { releases: releasesOn(client, { locate }), assets: releaseAssetsOn(client, { locate }) };
}

/** The same, opened by the first question: most trains have none. */
export function releasesWhenAsked(session: Session): ReleasePorts {
  let opened: Promise<ReleasePorts> | undefined;
  const open = (): Promise<ReleasePorts> => (opened ??= openReleases(session));
  const releases = async (): Promise<ReleasePorts["releases"]> => (await open()).releases;
  const assets = async (): Promise<ReleasePorts["assets"]> => (await open()).assets;
  return {
    releases: {
      find: async (...asked) => (await releases()).find(...asked),
      list: async (...asked) => (await releases()).list(...asked),
      read: async (...asked) => (await releases()).read(...asked),
      create: async (...asked) => (await releases()).create(...asked),
      update: async (...asked) => (await releases()).update(...asked),
      delete: async (...asked) => (await releases()).delete(...asked),
    },
    assets: {
      upload: async (...asked) => (await assets()).upload(...asked),
      delete: async (...asked) => (await assets()).delete(...asked),
      readText: async (...asked) => (await assets()).readText(...asked),
      readSha256: async (...asked) => (await assets()).readSha256(...asked),
    },
  };
}
