import { execFile } from "node:child_process";

/** A keyring that asks somebody must not hold up a command. */
const LIMIT_MS = 2000;

/** The token that GitHub's own program keeps for a host; null without that program, a login, or an answer in time. */
export function askGitHubProgram(host: string, env: Readonly<Record<string, string>>): Promise<string | null> {
  return new Promise((resolve) => {
    const options = { env: { ...env, GH_PROMPT_DISABLED: "1" }, timeout: LIMIT_MS, killSignal: "SIGKILL" as const };
    const child = execFile("gh", ["auth", "token", "--hostname", host], options, (error, stdout) => {
      const token = stdout.trim();
      resolve(error === null && /^[\x21-\x7e]+$/.test(token) ? token : null);
    });
    child.stdin?.end();
  });
}
