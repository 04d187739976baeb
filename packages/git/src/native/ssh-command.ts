import type { CallOptions } from "@signalbox/release-core";
import type { ConfigPair } from "../upstream.js";
import { runGit } from "./git-process.js";
import { type GitLaunch, launchOf } from "./store.js";

const BATCH: ConfigPair = ["core.sshCommand", "ssh -o BatchMode=yes -o ConnectTimeout=20"];

/** An ssh that never asks, unless the user has set a command of their own (then nothing is changed). */
export async function sshCommand(launch: GitLaunch, options: CallOptions): Promise<ConfigPair[]> {
  if (launch.env["GIT_SSH_COMMAND"] !== undefined || launch.env["GIT_SSH"] !== undefined) return [];
  const args = ["config", "--get", "core.sshCommand"];
  const { code } = await runGit({ ...launchOf(launch, []), args, cwd: "/", signal: options.signal });
  return code === 0 ? [] : [BATCH];
}
