import { createHash, randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { artifactDiffers, artifactTooLarge, downloadFailed } from "./errors.js";
import type { Downloads } from "./downloads.js";
import { withBytes } from "./bytes.js";

export interface HttpDownloadsOptions {
  /** A folder of the app's own cache; made when it is not there. */
  readonly folder: string;
  /** With whatever credentials the address needs; none of them reaches a server that is installed on. */
  readonly fetch: typeof globalThis.fetch;
  /** Default: 4 GiB. */
  readonly maxBytes?: number | undefined;
}

/** Files over HTTP, each kept under the digest of its address; a file that broke off is never taken for a whole one. */
export function httpDownloads({ folder, fetch, maxBytes = 4 * 1024 ** 3 }: HttpDownloadsOptions): Downloads {
  return {
    fetch: async (url, { sha256, signal } = {}) => {
      const name = nameIn(url);
      const home = join(folder, createHash("sha256").update(url).digest("hex").slice(0, 16));
      const path = join(home, name);
      if (sha256 !== undefined && (await digestAt(path)) === sha256) return path;
      await mkdir(home, { recursive: true, mode: 0o700 });
      const partial = join(home, `.${randomBytes(6).toString("hex")}.part`);
      try {
        const answer = await fetch(url, { signal: signal ?? null, redirect: "follow" }).catch((error: unknown) => {
          if (signal?.aborted === true) throw signal.reason;
          throw downloadFailed(url, null, error);
        });
        if (!answer.ok || answer.body === null) throw downloadFailed(url, answer.status);
        const hash = createHash("sha256");
        await pipeline(
          Readable.fromWeb(answer.body as never),
          metered(maxBytes, (chunk) => hash.update(chunk), name),
          createWriteStream(partial, { flags: "wx", mode: 0o600 }),
          { signal: signal ?? new AbortController().signal },
        ).catch((error: unknown) => {
          if (signal?.aborted === true) throw signal.reason;
          throw (error as { code?: unknown }).code === "ERR_ARTIFACT_TOO_LARGE"
            ? error
            : downloadFailed(url, null, error);
        });
        const found = hash.digest("hex");
        if (sha256 !== undefined && found !== sha256) throw artifactDiffers(name, sha256, found);
        await rename(partial, path);
        return path;
      } finally {
        await rm(partial, { force: true });
      }
    },
  };
}

/** The last part of the address, made fit for a file name. */
const nameIn = (url: string): string =>
  decodeURIComponent(new URL(url).pathname.split("/").at(-1) ?? "").replace(/[^A-Za-z0-9.+_~-]/g, "_") || "artifact";

const digestAt = (path: string): Promise<string | null> =>
  withBytes(path, {}, (_, sha256) => Promise.resolve(sha256)).catch(() => null);

const metered = (maxBytes: number, hear: (chunk: Buffer) => void, name: string): Transform => {
  let length = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      if (length > maxBytes) return done(artifactTooLarge(name, "file", maxBytes));
      hear(chunk);
      done(null, chunk);
    },
  });
};
