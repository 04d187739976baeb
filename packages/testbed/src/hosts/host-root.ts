import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { hostsUnusable } from "./errors.js";

/** Programs that run outside of this one: they lie beside `dist` and `src`, which both find them here. */
export const SCRIPTS = join(
  dirname(createRequire(import.meta.url).resolve("@signalbox/testbed/package.json")),
  "hosts",
);

/** What the testbed's own programs are given of an environment. */
export const HOST_ENVIRONMENT = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C", HOME: homedir() };

/** The folder that every host's file system starts from; the first call on a machine builds it, in about a minute. */
export async function hostRoot(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(join(SCRIPTS, "build-root.sh"), { env: HOST_ENVIRONMENT });
    return stdout.trim();
  } catch (error) {
    throw hostsUnusable("their root file system could not be built", error);
  }
}
