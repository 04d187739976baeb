import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { codeHomeOf } from "../config/cache-home.js";
import { compileScript } from "./code-cache.js";
import { programOf } from "./programs.js";

/** What the script beside the entry exports; see tsup.config.ts. */
type Program = typeof import("../run-process.js");

/** Large too, and loaded by who goes to servers: 38 of its 70 ms of CPU are compiling. */
const SSH_CLIENT = "./ssh-client.cjs";

/**
 * Loads everything that is not the entry, as far as the command may need it: one script, since for several modules Node 20 keeps no compiled code. Each
 * command keeps a copy of its own, with the functions that it ran.
 *
 * @param command null when the line does not begin with one
 */
export function loadProgram(host: NodeJS.Process, command: string | null): Program {
  const file = fileURLToPath(new URL(`./${command === null ? "program" : programOf(command)}.cjs`, import.meta.url));
  const require = createRequire(file);
  const place = codeHomeOf(host.env);
  if (command === null || place === null) return require(file) as Program;
  const load = (path: string, name: string, required: (id: string) => unknown): unknown => {
    const { script, keep } = compileScript(path, { ...place, name });
    if (keep !== null) host.once("exit", keep);
    const module = { exports: {} };
    const run = script.runInThisContext() as (...scope: unknown[]) => void;
    run(module.exports, required, module, path, dirname(path));
    return module.exports;
  };
  let sshClient: unknown;
  const required = (id: string): unknown =>
    id === SSH_CLIENT ? (sshClient ??= load(join(dirname(file), id), "ssh-client", require)) : require(id);
  return load(file, command, Object.assign(required, require)) as Program;
}
