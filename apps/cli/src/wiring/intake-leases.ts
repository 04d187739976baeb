import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { leaseSchema, type IntakePorts } from "@signalbox/db-guard";
import { hideStateFolder } from "./state-folder.js";

/** Leases of paused intakes, beside the runs: whoever has the journal can let new jobs in again. */
export function intakeLeases(stateDir: string): IntakePorts["leases"] {
  const fileOf = (name: string): string => join(stateDir, "intake", `${name}.json`);
  return {
    load: async (name) => {
      const text = await readFile(fileOf(name), "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return null;
        throw error;
      });
      return text === null ? null : leaseSchema.parse(JSON.parse(text));
    },
    save: async (name, lease) => {
      const file = fileOf(name);
      if (lease === null) return rm(file, { force: true });
      await hideStateFolder(stateDir);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      const handle = await open(`${file}.part`, "w", 0o600);
      try {
        await handle.writeFile(`${JSON.stringify(lease)}\n`);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(`${file}.part`, file);
    },
  };
}

/** What is paused now, or may be. */
export async function namesOfLeases(stateDir: string): Promise<readonly string[]> {
  const files = await readdir(join(stateDir, "intake")).catch(() => []);
  return files.filter((file) => file.endsWith(".json")).map((file) => file.slice(0, -".json".length));
}
