import { execFile } from "node:child_process";
import type { CallOptions } from "@signalbox/release-core";
import { configWrong } from "./errors.js";
import type { ConfigResolver, HostRequest } from "./host-config.js";
import { hostConfigOf, parseSettings } from "./parse-ssh-g.js";
import type { LocalUser } from "./tokens.js";

export interface OpenSshOptions {
  /** Where `ssh` is. */
  readonly ssh: string;
  readonly local: LocalUser;
  /** Instead of the user's and the system's configuration. */
  readonly file?: string | undefined;
  /** For `Match exec` and `Include`: OpenSSH runs and reads them. Default: nothing. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

const DEADLINE_MS = 20_000;
const MOST_BYTES = 1024 * 1024;

/** Asks OpenSSH itself, by `ssh -G`: Include, Match and every default are exactly its own. Nothing is connected to. */
export function openSshConfig(options: OpenSshOptions): ConfigResolver {
  return async (request, call) => {
    const text = await runSsh(options, request, call);
    return hostConfigOf(parseSettings(text), request.name, options.local);
  };
}

function argumentsOf({ file }: OpenSshOptions, request: HostRequest): string[] {
  return [
    "-G",
    "-T",
    ...(file === undefined ? [] : ["-F", file]),
    ...(request.user === undefined ? [] : ["-l", request.user]),
    ...(request.port === undefined ? [] : ["-p", String(request.port)]),
    ...(request.identityFile === undefined ? [] : ["-o", `IdentityFile="${request.identityFile}"`]),
    ...(request.jump === undefined ? [] : ["-o", `ProxyJump=${request.jump}`]),
    "--",
    request.name,
  ];
}

function runSsh(options: OpenSshOptions, request: HostRequest, call: CallOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const { signal } = call;
    if (signal?.aborted === true) return void reject(signal.reason as Error);
    execFile(
      options.ssh,
      argumentsOf(options, request),
      { env: options.env ?? {}, timeout: DEADLINE_MS, maxBuffer: MOST_BYTES, windowsHide: true, signal },
      (error, stdout, stderr) => {
        if (signal?.aborted === true) reject(signal.reason as Error);
        else if (error === null) resolve(stdout);
        else reject(configWrong(request.name, stderr.trim().split("\n").at(-1) || error.message, error));
      },
    );
  });
}
