import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { postgresUnusable } from "./errors.js";

export interface Psql {
  readonly programs: string;
  /** libpq's variables. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Runs a script and answers what it selects, a line a row, fields separated by tabs.
 * @throws ReleaseError `ERR_TESTBED_POSTGRES` at the first statement that fails
 */
export async function psql({ programs, env }: Psql, script: string): Promise<string> {
  const argv = ["-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-f", "-"];
  const child = spawn(join(programs, "psql"), argv, { stdio: "pipe", env: { ...env, PATH: "/usr/bin:/bin" } });
  let [said, complaint] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-2000)));
  child.stdin.on("error", () => {}); // it stopped reading at a statement that failed
  child.stdin.end(script);
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw postgresUnusable(complaint);
  return said.trimEnd();
}
