import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { bundleBeginning } from "@signalbox/testbed/play";
import type { Place } from "./place.js";

export const PACKAGE = "org.example.bench";
export const TOKEN = "token-of-the-bench";

/** A bundle on disk: a manifest, and zeros that take no room. */
export interface BundleFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

export async function bundleFile({ folder }: Place, megabytes: number): Promise<BundleFile> {
  const path = join(folder, `${megabytes}.aab`);
  const size = megabytes * 1_000_000;
  const handle = await open(path, "w");
  await handle.write(bundleBeginning({ packageName: PACKAGE, versionCode: megabytes }));
  await handle.truncate(size);
  await handle.close();
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return { path, size, sha256: hash.digest("hex") };
}

/** The fake Play of a process of its own. */
export interface PlayServer {
  readonly url: string;
  /** Lets the next upload break off at a byte (0: not at all); gives the bytes that uploads took since the last call. */
  breakAt(byte: number): Promise<number>;
  close(): Promise<void>;
}

export async function startPlayServer({ env, signal }: Place): Promise<PlayServer> {
  const script = fileURLToPath(new URL("./play-server.js", import.meta.url));
  const child = spawn(process.execPath, [script, PACKAGE, TOKEN], { env, signal, stdio: ["pipe", "pipe", "inherit"] });
  child.on("error", () => undefined); // aborted: told where it is waited for
  const url = await lineOf(child);
  return {
    url,
    breakAt: async (byte) => {
      child.stdin.write(`${byte}\n`);
      const { bytes, violations } = JSON.parse(await lineOf(child)) as { bytes: number; violations: string[] };
      if (violations.length > 0) throw new Error(`The fake Play was asked wrongly: ${violations.join("; ")}`);
      return bytes;
    },
    close: async () => {
      const ended = once(child, "close");
      child.stdin.end();
      await ended;
    },
  };
}

async function lineOf({ stdout }: { readonly stdout: Readable }): Promise<string> {
  const [line] = (await once(stdout, "data")) as [Buffer];
  return line.toString().trim();
}
