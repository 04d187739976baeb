import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where a topic works: a temporary folder of its own, a home in it, and a deadline. */
export interface Place {
  readonly folder: string;
  readonly signal: AbortSignal;
  /**
   * What child processes get: nothing of the caller's but PATH. NODE_EXTRA_CA_CERTS above all is left out, on both
   * sides: it costs any Node process that opens a TLS context up to 100 ms.
   */
  readonly env: Readonly<Record<string, string>>;
}

/** The built CLI. */
export const CLI = fileURLToPath(new URL("../../cli/bin/signalbox.js", import.meta.url));

/** Runs `work` in a fresh place, and removes it. */
export async function inPlace<T>(name: string, signal: AbortSignal, work: (place: Place) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), `signalbox-bench-${name}-`));
  const home = join(folder, "home");
  await mkdir(home);
  const env = {
    PATH: process.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin",
    HOME: home,
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    GIT_AUTHOR_NAME: "Bench",
    GIT_AUTHOR_EMAIL: "bench@example.org",
    GIT_COMMITTER_NAME: "Bench",
    GIT_COMMITTER_EMAIL: "bench@example.org",
    NO_COLOR: "1",
    CI: "true",
  };
  try {
    return await work({ folder, signal, env });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
