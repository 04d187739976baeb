import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallOptions, Checkpoint, Json } from "@signalbox/release-core";
import {
  type Build,
  makeBundle,
  type Play,
  type PlayAppOptions,
  type PlayRelease,
  startPlay,
} from "@signalbox/testbed/play";
import { connectGoogle, signInToGoogle } from "../../src/google.js";
import { oneAtATime, type PlayPorts } from "../../src/index.js";

export const AVNI = "com.openchsclient";
export const SAKHI = "org.sakhi.openchsclient";
const TOKEN = "token-of-the-publisher";

/** A Play with one publisher, its ports, and a folder for builds. */
export interface Scene {
  readonly play: Play;
  readonly ports: PlayPorts;
  readonly folder: string;
  /** Makes a bundle of the package. */
  build(versionCode: number, packageName?: string, weight?: number): Promise<Build & { readonly versionCode: number }>;
  releases(track: string, packageName?: string): readonly PlayRelease[];
  commits(packageName?: string): number;
  openEdits(): number;
  close(): Promise<void>;
}

export async function openScene(
  apps: readonly PlayAppOptions[] = [{ packageName: AVNI }],
  options: { readonly processingMs?: number; readonly now?: () => Date } = {},
): Promise<Scene> {
  const email = "ci@project.iam.gserviceaccount.test";
  const packages = apps.map(({ packageName }) => packageName);
  const rights = Object.fromEntries(packages.map((name) => [name, "production" as const]));
  const play = await startPlay({ apps, accounts: [{ email, token: TOKEN, rights, vitals: packages }], ...options });
  const folder = await mkdtemp(join(tmpdir(), "play-"));
  const google = connectGoogle({
    ...signInToGoogle({ accessToken: TOKEN }),
    sessionFolder: join(folder, "sessions"),
    rootUrl: play.url,
    sleep: () => Promise.resolve(),
  });
  return {
    play,
    folder,
    ports: { ...google, lock: oneAtATime() },
    build: async (versionCode, packageName = AVNI, weight = 0) => {
      const path = join(folder, `${packageName}-${versionCode}.aab`);
      return { ...(await makeBundle(path, { packageName, versionCode, versionName: "16.12.0", weight })), versionCode };
    },
    releases: (track, packageName = AVNI) => play.state.app(packageName).tracks.get(track) ?? [],
    commits: (packageName = AVNI) => play.state.app(packageName).commits,
    openEdits: () => [...play.state.edits.values()].filter(({ state }) => state === "open").length,
    close: async () => {
      await play.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Remembers within the test, as a run does on disk. */
export function memory(): Checkpoint & { value: Json } {
  const kept = {
    value: null as Json,
    load: () => Promise.resolve(kept.value),
    save: (value: Json) => {
      kept.value = value;
      return Promise.resolve();
    },
  };
  return kept;
}

export const remembering = (checkpoint: Checkpoint = memory()): CallOptions => ({ checkpoint });

/** The operations that changed something at Play since the requests were cleared. */
export const writesOf = (play: Play): readonly string[] =>
  play.requests.filter(({ method }) => method !== "GET").map(({ operation }) => operation ?? "?");
