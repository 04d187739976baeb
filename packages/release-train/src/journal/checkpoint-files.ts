import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { type Checkpoint, type Json, toJson } from "@signalbox/release-core";
import { readIfThere, syncFolder, writeAtomic } from "./durable-files.js";

/** What the operations of a run keep between their attempts. */
export interface CheckpointFiles {
  of(topic: string): Checkpoint;
  /** Forgets them all. */
  clear(): void;
}

/**
 * The checkpoints of a run: a folder beside its journal that only the owner may read, one file a topic, named by its
 * sha256. What stands in them may be a secret (the URI of an upload session is one), so it never enters the journal.
 * Whoever opens them holds the lock. One that is gone or cannot be read is none: the effect begins again.
 */
export function checkpointFiles(runFolder: string): CheckpointFiles {
  const folder = path.join(runFolder, "checkpoints");
  const names = new Set(sweptNames(folder));
  const forget = (name: string): void => {
    if (!names.delete(name)) return;
    fs.rmSync(path.join(folder, name), { force: true });
    syncFolder(folder);
  };
  return {
    of: (topic) => {
      const name = `${createHash("sha256").update(topic).digest("hex")}.json`;
      const file = path.join(folder, name);
      return {
        load: async () => (names.has(name) ? parsed(readIfThere(file)) : null),
        save: async (value) => {
          if (value === null) return forget(name);
          const text = JSON.stringify(toJson(value));
          if (fs.mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) syncFolder(runFolder);
          writeAtomic(file, text);
          names.add(name);
        },
      };
    },
    clear: () => {
      fs.rmSync(folder, { recursive: true, force: true });
      names.clear();
    },
  };
}

/** What is there, without the drafts of those who died while they wrote. */
function sweptNames(folder: string): readonly string[] {
  if (!fs.existsSync(folder)) return [];
  const names = fs.readdirSync(folder);
  for (const draft of names.filter((name) => name.startsWith("."))) fs.rmSync(path.join(folder, draft));
  return names.filter((name) => !name.startsWith("."));
}

function parsed(bytes: Buffer | null): Json {
  try {
    return bytes === null ? null : (JSON.parse(bytes.toString("utf8")) as Json);
  } catch {
    return null;
  }
}
