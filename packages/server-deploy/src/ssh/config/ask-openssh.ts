import { execFile } from "node:child_process";
import type { CallOptions } from "@signalbox/release-core";
import { configWrong } from "./errors.js";
import type { HostRequest } from "./host-config.js";
import { parseSettings, type Settings } from "./settings.js";
import type { LocalUser } from "./tokens.js";

export interface OpenSshOptions {
  /** Where `ssh` is. */
  readonly ssh: string;
  readonly local: LocalUser;
  /** Instead of the user's and the system's configuration. */
  readonly file?: string | undefined;
  /** For `Match exec` and `${…}`: OpenSSH runs and reads them. Default: nothing. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** What OpenSSH would do for a name, and the files where it read that. */
export interface Answer {
  readonly name: string;
  readonly settings: Settings;
  readonly files: readonly string[];
}

const DEADLINE_MS = 20_000;
const MOST_BYTES = 1024 * 1024;

/** @throws ReleaseError `ERR_SSH_CONFIG` */
export async function askOpenSsh(options: OpenSshOptions, request: HostRequest, call: CallOptions): Promise<Answer> {
  const { stdout, stderr } = await runSsh(options, request, call);
  const files = [...stderr.matchAll(/^debug1: Reading configuration data (.+?)\r?$/gm)].map(([, file = ""]) => file);
  return { name: request.name, settings: parseSettings(stdout), files };
}

const argumentsOf = ({ file }: OpenSshOptions, request: HostRequest): string[] => [
  "-G",
  "-v", // names the files that are read
  "-T",
  ...(file === undefined ? [] : ["-F", file]),
  ...(request.user === undefined ? [] : ["-l", request.user]),
  ...(request.port === undefined ? [] : ["-p", String(request.port)]),
  ...(request.identityFile === undefined ? [] : ["-o", `IdentityFile="${request.identityFile}"`]),
  ...(request.jump === undefined ? [] : ["-o", `ProxyJump=${request.jump}`]),
  "--",
  request.name,
];

function runSsh(
  { ssh, env = {}, ...options }: OpenSshOptions,
  request: HostRequest,
  { signal }: CallOptions,
): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return void reject(signal.reason as Error);
    execFile(
      ssh,
      argumentsOf({ ssh, ...options }, request),
      { env, timeout: DEADLINE_MS, maxBuffer: MOST_BYTES, windowsHide: true, signal },
      (error, stdout, stderr) => {
        if (signal?.aborted === true) reject(signal.reason as Error);
        else if (error === null) resolve({ stdout, stderr });
        else reject(configWrong(request.name, complaintOf(stderr) || error.message, error));
      },
    );
  });
}

const complaintOf = (stderr: string): string =>
  stderr
    .split(/\r?\n/)
    .filter((line) => line !== "" && !/^(?:debug\d: |OpenSSH_)/.test(line))
    .join("; ");
