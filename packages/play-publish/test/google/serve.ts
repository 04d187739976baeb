import { createHash } from "node:crypto";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleBeginning, type Play, type PlayOptions, startPlay } from "@signalbox/testbed/play";
import { expect, onTestFinished } from "vitest";
import { connectGoogle, type GooglePorts, signInToGoogle } from "../../src/google.js";
import type { ArtifactFile } from "../../src/ports.js";

export const APP = "org.example.field";

export interface Served {
  readonly play: Play;
  /** With the token `ci` unless another is named. */
  connect(token?: string): GooglePorts;
  readonly sessionFolder: string;
  /** Milliseconds that were waited for, without waiting. */
  readonly waits: number[];
}

/** A fake Play with one app (7 in production, 8 in beta), and the adapter with Google's own client. */
export async function serve(options: Partial<PlayOptions> = {}): Promise<Served> {
  const tracks = { production: [{ name: "1.7", versionCodes: ["7"] }], beta: [{ name: "1.8", versionCodes: ["8"] }] };
  const rights = { [APP]: "production" } as const;
  const play = await startPlay({
    apps: [{ packageName: APP, tracks, languages: ["en-GB", "hi-IN"] }],
    accounts: [
      { email: "ci@play.test", token: "ci", rights, vitals: [APP] },
      { email: "other@play.test", token: "other", rights },
    ],
    ...options,
  });
  const folder = await scratch();
  onTestFinished(async () => {
    await play.close();
    expect(play.violations).toEqual([]);
  });
  const waits: number[] = [];
  const sleep = (ms: number): Promise<void> => Promise.resolve(void waits.push(ms));
  const sessionFolder = join(folder, "uploads");
  const connect = (token = "ci"): GooglePorts =>
    connectGoogle({ ...signInToGoogle({ accessToken: token }), rootUrl: play.url, sessionFolder, sleep });
  return { play, connect, sessionFolder, waits };
}

export async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "play-google-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A bundle on disk, whose rest is a hole of zeros. */
export async function bundleFile(versionCode: number, size: number, packageName = APP): Promise<ArtifactFile> {
  const path = join(await scratch(), "app.aab");
  const handle = await open(path, "w");
  const beginning = bundleBeginning({ packageName, versionCode });
  await handle.write(beginning);
  await handle.truncate(size);
  await handle.close();
  const hash = createHash("sha256").update(beginning);
  hash.update(Buffer.alloc(size - beginning.length));
  return { kind: "aab", path, size, sha256: hash.digest("hex") };
}
