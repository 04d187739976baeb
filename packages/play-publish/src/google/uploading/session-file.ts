import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Where the URI of an upload is kept between processes. It is a bearer secret: whoever has it may finish the upload. So it
 * stands in a file that its owner alone may read, and in no journal, event or error.
 */
export interface SessionFile {
  load(): Promise<string | null>;
  save(uri: string): Promise<void>;
  forget(): Promise<void>;
}

/** `target` names package, edit and kind: the same content to the same place goes on, anything else begins. */
export function sessionFile(folder: string, target: string, sha256: string): SessionFile {
  const name = createHash("sha256").update(`${target}\n${sha256}`).digest("hex");
  const path = join(folder, `${name}.upload`);
  return {
    load: async () => {
      const text = await readFile(path, "utf8").catch(() => "");
      return text.trim() === "" ? null : text.trim();
    },
    save: async (uri) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const half = `${path}.${process.pid}`;
      await rm(half, { force: true });
      await writeFile(half, `${uri}\n`, { mode: 0o600, flag: "wx" });
      await rename(half, path);
      await sweep(folder);
    },
    forget: () => rm(path, { force: true }),
  };
}

/** Google ends a session after a week. Those of edits that nobody finished must not lie around for ever. */
const LIFETIME_MS = 7 * 86_400_000;

async function sweep(folder: string): Promise<void> {
  const since = Date.now() - LIFETIME_MS; // as the file system counts, whatever clock the caller has
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = name.endsWith(".upload") ? await stat(path).catch(() => null) : null;
    if (found !== null && found.mtimeMs < since) await rm(path, { force: true });
  }
}
