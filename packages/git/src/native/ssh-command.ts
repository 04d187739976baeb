import type { ConfigPair } from "../upstream.js";
import { runGit } from "./git-process.js";
import { type GitLaunch, launchOf } from "./store.js";

const BATCH: ConfigPair = ["core.sshCommand", "ssh -o BatchMode=yes -o ConnectTimeout=20"];

const asked = new WeakMap<GitLaunch, Promise<readonly ConfigPair[]>>();

/**
 * An ssh that never asks, unless the user has set a command of their own (then nothing is changed). git is asked once
 * for all repositories: only the user's own settings count.
 */
export async function sshCommand(launch: GitLaunch): Promise<readonly ConfigPair[]> {
  if (launch.env["GIT_SSH_COMMAND"] !== undefined || launch.env["GIT_SSH"] !== undefined) return [];
  const answer = asked.get(launch) ?? ask(launch);
  asked.set(launch, answer);
  answer.catch(() => asked.delete(launch));
  return await answer;
}

async function ask(launch: GitLaunch): Promise<readonly ConfigPair[]> {
  const { code } = await runGit({ ...launchOf(launch, []), args: ["config", "--get", "core.sshCommand"], cwd: "/" });
  return code === 0 ? [] : [BATCH];
}
