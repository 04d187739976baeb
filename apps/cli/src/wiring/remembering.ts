import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Action, type Checkpoint, type Json, type Operation, toJson } from "@signalbox/release-core";
import { hideStateFolder } from "./state-folder.js";

/**
 * An operation that still knows in the next command what one that died had to remember: a file of the state folder for
 * each subject. In a train the run remembers, and that counts.
 */
export function remembering<Input, A extends Action, R>(
  operation: Operation<Input, A, R>,
  stateDir: string,
  subjectOf: (input: Input) => unknown,
): Operation<Input, A, R> {
  const checkpointOf = (input: Input): Checkpoint => {
    const name = createHash("sha256")
      .update(JSON.stringify([operation.kind, subjectOf(input)]))
      .digest("hex");
    return checkpointFile(stateDir, join("checkpoints", `${name}.json`));
  };
  return {
    kind: operation.kind,
    plan: (input, options) => operation.plan(input, { checkpoint: checkpointOf(input), ...options }),
    apply: (plan, options) => operation.apply(plan, { checkpoint: checkpointOf(plan.input as Input), ...options }),
  };
}

function checkpointFile(stateDir: string, name: string): Checkpoint {
  const file = join(stateDir, name);
  return {
    load: async () => parsed(await readFile(file, "utf8").catch(() => "null")),
    save: async (value) => {
      if (value === null) return rm(file, { force: true });
      await hideStateFolder(stateDir);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      const draft = `${file}.${process.pid}`;
      const handle = await open(draft, "w", 0o600);
      try {
        await handle.writeFile(JSON.stringify(toJson(value)));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(draft, file);
    },
  };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
